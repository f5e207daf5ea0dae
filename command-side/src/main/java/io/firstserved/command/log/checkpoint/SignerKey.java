package io.firstserved.command.log.checkpoint;

import io.firstserved.signature.SigningKey;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The signer's key: the configured one, or one that is drawn once and kept in its folder. */
final class SignerKey {

  private final @Nullable String configured;
  private final SignerMemory memory;

  SignerKey(@Nullable String configured, SignerMemory memory) {
    this.configured = configured == null || configured.isBlank() ? null : configured;
    this.memory = memory;
  }

  /** The key, if there is one already. */
  Optional<SigningKey> find() throws IOException {
    var encoded = configured == null ? memory.key() : Optional.of(configured);
    return encoded.map(base64 -> SigningKey.of(Base64.getMimeDecoder().decode(base64)));
  }

  /** Draws one for a log of which nothing was signed yet. */
  SigningKey draw() throws IOException {
    var seed = SigningKey.draw();
    memory.keepKey(Base64.getEncoder().encodeToString(seed));
    return SigningKey.of(seed);
  }
}
