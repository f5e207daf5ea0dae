package io.firstserved.loadtest.driver;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Waits for a node to say that it is ready. */
final class Readiness {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration BETWEEN = Duration.ofMillis(20);
  private static final int CALL_LIMIT_MILLIS = 1_000;

  private Readiness() {}

  /**
   * Returns when the resource answers 200.
   *
   * @throws IOException if it has not within two minutes
   */
  static Instant await(URI resource) throws IOException {
    var giveUp = Instant.now().plus(LIMIT);
    while (Instant.now().isBefore(giveUp)) {
      if (isOk(resource)) {
        return Instant.now();
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
    throw new IOException(resource + " was not ready within " + LIMIT);
  }

  private static boolean isOk(URI resource) {
    try {
      var call = (HttpURLConnection) resource.toURL().openConnection();
      call.setConnectTimeout(CALL_LIMIT_MILLIS);
      call.setReadTimeout(CALL_LIMIT_MILLIS);
      return call.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException notYet) {
      return false;
    }
  }
}
