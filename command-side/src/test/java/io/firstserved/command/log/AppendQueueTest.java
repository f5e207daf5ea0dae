package io.firstserved.command.log;

import static io.firstserved.command.log.Appends.ISSUED;
import static io.firstserved.command.log.Appends.REHEARSED;
import static io.firstserved.command.log.Appends.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AppendQueueTest {

  private static AppendQueue queue(Map<String, String> limits) {
    return new AppendQueue(LogLimits.with(limits));
  }

  @Test
  void handsOutWhatWaitsInItsOrder() throws InterruptedException {
    var queue = queue(Map.of());
    var appends = List.of(append(1, 10), append(1, 10), append(2, 10));
    appends.forEach(queue::add);

    assertThat(queue.next()).isEqualTo(appends);
    assertThat(queue.depth()).isZero();
  }

  @Test
  void endsABatchAtItsNumberOfEvents() throws InterruptedException {
    var queue = queue(Map.of("batch-limit", "3"));
    IntStream.range(0, 4).forEach(n -> queue.add(append(1, 10)));

    assertThat(queue.next()).hasSize(3);
    assertThat(queue.next()).hasSize(1);
  }

  @Test
  void endsABatchAtItsBytes() throws InterruptedException {
    var queue = queue(Map.of("batch-bytes-limit", "65536"));
    IntStream.range(0, 3).forEach(n -> queue.add(append(1, 30_000)));

    assertThat(queue.next()).hasSize(2);
    assertThat(queue.next()).hasSize(1);
  }

  @Test
  void neverPutsARehearsalIntoABatchWithOthers() throws InterruptedException {
    var queue = queue(Map.of());
    var appends =
        List.of(
            append(1, 10, ISSUED),
            append(1, 10, REHEARSED),
            append(1, 10, REHEARSED),
            append(1, 10, ISSUED),
            append(1, 10));
    appends.forEach(queue::add);

    assertThat(queue.next()).isEqualTo(appends.subList(0, 1));
    assertThat(queue.next()).isEqualTo(appends.subList(1, 3));
    assertThat(queue.next()).isEqualTo(appends.subList(3, 5));
  }

  @Test
  void neverTearsACommandApart() throws InterruptedException {
    var queue = queue(Map.of("batch-limit", "3"));
    queue.add(append(2, 10));
    queue.add(append(5, 10));

    assertThat(queue.next()).hasSize(1);
    assertThat(queue.next()).singleElement().extracting(one -> one.rows().size()).isEqualTo(5);
  }

  @Test
  void waitsForCompanyOnlyIfTold() throws InterruptedException {
    var queue = queue(Map.of("linger", "50ms", "batch-limit", "2"));
    queue.add(append(1, 10));
    long start = System.nanoTime();
    queue.next();

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000);
  }

  @Test
  void isFinishedWhenClosedAndEmpty() throws InterruptedException {
    var queue = queue(Map.of());
    queue.add(append(1, 10));
    queue.close();

    assertThat(queue.finished()).isFalse();
    assertThatThrownBy(() -> queue.add(append(1, 10)))
        .isInstanceOf(LogUnavailableException.ShuttingDown.class);
    assertThat(queue.next()).hasSize(1);
    assertThat(queue.finished()).isTrue();
  }
}
