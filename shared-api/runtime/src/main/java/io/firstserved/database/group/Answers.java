package io.firstserved.database.group;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a question to several servers gave, by address.
 *
 * @param given of those that answered
 * @param failures why the others did not; one that was still silent has none
 * @param <T> the answer
 */
record Answers<T>(Map<String, T> given, Map<String, String> failures) {

  /**
   * Asks all at once, and waits for them as long as the slowest may take.
   *
   * @param limitNanos longest wait; who has not answered then is left out
   */
  static <T> Answers<T> of(List<GroupServer> servers, Question<T> question, long limitNanos) {
    var given = new ConcurrentHashMap<String, T>();
    var failures = new ConcurrentHashMap<String, String>();
    var asked = new CountDownLatch(servers.size());
    for (var server : servers) {
      Thread.ofVirtual()
          .name("primary-probe-" + server.address())
          .start(
              () -> {
                try {
                  given.put(server.address(), server.ask(question));
                } catch (SQLException | RuntimeException noAnswer) {
                  failures.put(server.address(), String.valueOf(noAnswer.getMessage()));
                } finally {
                  asked.countDown();
                }
              });
    }
    try {
      asked.await(limitNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
    return new Answers<>(Map.copyOf(given), new TreeMap<>(failures));
  }
}
