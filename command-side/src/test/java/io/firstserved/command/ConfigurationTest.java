package io.firstserved.command;

import io.firstserved.reference.ConfigurationContract;
import java.util.HashMap;
import java.util.Map;

class ConfigurationTest implements ConfigurationContract {

  private static final String SECRET = "first-served.security.jwt.secret";
  private static final String KEY_SET = "first-served.security.jwt.jwk-set-uri";

  @Override
  public String part() {
    return "command-side";
  }

  @Override
  public boolean mine(Class<?> type) {
    return !type.getPackageName().startsWith("io.firstserved.query");
  }

  @Override
  public Map<String, Map<String, String>> brokenRules() {
    var rules = new HashMap<>(brokenRulesOfTokens());
    rules.putAll(brokenRulesOfTheRest());
    return rules;
  }

  private static Map<String, Map<String, String>> brokenRulesOfTokens() {
    return Map.of(
        "first-served.security.jwt.issuer must be set with jwk-set-uri",
        Map.of(SECRET, "", KEY_SET, "https://id.example/keys"),
        KEY_SET + " must be http://…, https://… or file:/…",
        Map.of(SECRET, "", KEY_SET, "keys.json"),
        "first-served.security.jwt.jwk-set-max-size must be 1KB to 1MB",
        Map.of("first-served.security.jwt.jwk-set-max-size", "1023B"),
        SECRET + " must be at least 32 characters long",
        Map.of(SECRET, "short"),
        SECRET
            + " must be set (environment: FIRST_SERVED_SECURITY_JWT_SECRET), or jwk-set-uri,"
            + " and not both",
        Map.of(SECRET, ""));
  }

  private static Map<String, Map<String, String>> brokenRulesOfTheRest() {
    return Map.of(
        "first-served.edge.max-body-size must be 1B to 1MB",
        Map.of("first-served.edge.max-body-size", "2MB"),
        "first-served.edge.cors.allowed-origins must be scheme://host or scheme://host:port each,"
            + " or *",
        Map.of("first-served.edge.cors.allowed-origins", "shop.example"),
        "first-served.log.keep-alive must be less than session-idle-limit",
        Map.of("first-served.log.keep-alive", "6s"),
        "first-served.log.lock-wait-limit must be less than network-limit",
        Map.of("first-served.log.lock-wait-limit", "5s"),
        "first-served.log.durability.accepted must be names among innodb_flush_log_at_trx_commit,"
            + " sync_binlog, sync_relay_log, group_replication_consistency",
        Map.of("first-served.log.durability.accepted", "sync_nothing"),
        "first-served.mysql-group.stale-after must be more than interval and twice the probe-limit",
        Map.of("first-served.mysql-group.stale-after", "2s"),
        "first-served.caller-rate.campaigns must be named by their ids",
        Map.of("first-served.caller-rate.campaigns.[no id].user-requests", "1"));
  }
}
