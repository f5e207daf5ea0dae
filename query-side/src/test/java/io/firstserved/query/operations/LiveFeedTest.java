package io.firstserved.query.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.query.operations.LiveFeed.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** One message for all pages; none holds up another. */
class LiveFeedTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private static LiveFeed feed(int limit) {
    var second = Duration.ofSeconds(1);
    var feed =
        new LiveFeed(
            new PageProperties(
                second, limit, limit, second, second, 1, 1, 1, second, second, second, List.of(),
                second, second, second, second));
    feed.open();
    return feed;
  }

  @Test
  void handsASlowReaderTheNewestMessageOnly() throws InterruptedException {
    var feed = feed(1);
    feed.publish(new byte[] {1});
    feed.publish(new byte[] {2});

    var message = feed.after(0, LONG);

    assertThat(message).isNotNull().extracting(Message::number).isEqualTo(2L);
    assertThat(feed.after(2, Duration.ofMillis(1))).isNull();
  }

  @Test
  void wakesAReaderThatWaits() throws Exception {
    var feed = feed(1);
    var waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return feed.after(0, LONG);
              } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
              }
            });
    feed.publish(new byte[] {1});
    assertThat(waiting.get()).isNotNull();
  }

  @Test
  void showsTheFirstReaderNothingThatIsOld() throws InterruptedException {
    var feed = feed(1);
    feed.join();
    feed.publish(new byte[] {1});
    feed.leave();
    feed.join();
    assertThat(feed.after(0, Duration.ofMillis(1))).isNull();
    feed.publish(new byte[] {2});
    assertThat(feed.after(0, LONG)).isNotNull();
  }

  @Test
  void letsNoMoreReadersInThanTheLimit() {
    var feed = feed(2);
    assertThat(feed.isWatched()).isFalse();
    assertThat(feed.join()).isTrue();
    assertThat(feed.join()).isTrue();
    assertThat(feed.join()).isFalse();
    feed.leave();
    assertThat(feed.join()).isTrue();
  }

  @Test
  void sendsEverybodyAwayWhenItCloses() throws InterruptedException {
    var feed = feed(1);
    feed.close();
    assertThat(feed.after(0, LONG)).isNull();
    assertThat(feed.isOpen()).isFalse();
    assertThat(feed.join()).isFalse();
  }
}
