package io.firstserved.command.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.campaign.CampaignId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** What each of many concurrent issues was told, compared with what the log says. */
record Answers(List<Answer> all) {

  /**
   * One issue and what became of it.
   *
   * @param index global index it was told; 0 if it was refused
   * @param refusal what was thrown at it; null if it was stored
   */
  record Answer(CampaignId campaign, String user, long serial, long index, Exception refusal) {}

  /** Issues serials from 1 on, one user each, on these nodes in turn, all at once. */
  static Answers of(CampaignId campaign, int count, LogNode... nodes) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return new Answers(
          LongStream.rangeClosed(1, count)
              .mapToObj(
                  n -> start(threads, campaign, "user-" + n, n, nodes[(int) n % nodes.length]))
              .toList()
              .stream()
              .map(Answers::get)
              .toList());
    }
  }

  static Future<Answer> start(
      ExecutorService threads, CampaignId campaign, String user, long serial, LogNode node) {
    return threads.submit((Callable<Answer>) () -> ask(campaign, user, serial, node));
  }

  private static Answer ask(CampaignId campaign, String user, long serial, LogNode node) {
    try {
      var appended =
          AppendReceipt.during(
              () -> {
                node.engine.appendEvents(Events.issued(campaign, user, serial));
                return user;
              });
      return new Answer(campaign, user, serial, appended.lastIndex(), null);
    } catch (AppendRefusedException | LogUnavailableException e) {
      return new Answer(campaign, user, serial, 0, e);
    }
  }

  static Answer get(Future<Answer> answer) {
    try {
      return answer.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  long stored() {
    return all.stream().filter(answer -> answer.refusal() == null).count();
  }

  /** Every stored issue stands where it was told, no refused one stands anywhere. */
  void agreeWith(LogDatabase database) {
    var told =
        all.stream()
            .filter(answer -> answer.refusal() == null)
            .map(answer -> answer.index() + " " + answer.campaign() + '#' + answer.serial())
            .toList();
    var stored =
        database
            .jdbc()
            .sql(
                "SELECT CONCAT(global_index, ' ', event_identifier) FROM domain_event_entry"
                    + " WHERE payload_type = 'coupon-issued'")
            .query(String.class)
            .list();
    assertThat(told).containsExactlyInAnyOrderElementsOf(stored);
    assertGapless(database);
  }

  static void assertGapless(LogDatabase database) {
    long head = database.head();
    assertThat(database.indexes()).isEqualTo(LongStream.rangeClosed(1, head).boxed().toList());
  }
}
