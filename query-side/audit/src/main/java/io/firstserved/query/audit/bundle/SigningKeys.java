package io.firstserved.query.audit.bundle;

import io.firstserved.query.audit.run.AuditProperties;
import io.firstserved.signature.SigningKey;
import java.util.Base64;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The operator's key: the configured one, or else one that is drawn once and kept with the audits,
 * so that all nodes and all bundles have the same.
 */
@Component
class SigningKeys {

  private final JdbcClient jdbc;
  private final AuditProperties properties;

  SigningKeys(JdbcClient jdbc, AuditProperties properties) {
    this.jdbc = jdbc;
    this.properties = properties;
  }

  SigningKey key() {
    var configured = properties.signingKey();
    return configured == null || configured.isBlank()
        ? kept()
        : SigningKey.of(Base64.getMimeDecoder().decode(configured));
  }

  private SigningKey kept() {
    var drawn = SigningKey.draw();
    jdbc.sql("INSERT IGNORE INTO audit_signing_key (id, private_key, public_key) VALUES (1, ?, ?)")
        .params(drawn, SigningKey.of(drawn).publicKey())
        .update();
    return SigningKey.of(
        jdbc.sql("SELECT private_key FROM audit_signing_key WHERE id = 1")
            .query(byte[].class)
            .single());
  }
}
