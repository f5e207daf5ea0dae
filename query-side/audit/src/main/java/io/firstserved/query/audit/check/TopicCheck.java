package io.firstserved.query.audit.check;

import io.firstserved.api.event.LogRow;
import io.firstserved.query.audit.source.TopicFaults;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * P7: the topic has every event of the log once, with the same bytes. Both are in index order, so
 * they are compared in step and nothing is remembered. What the relay has not sent yet is lag.
 */
public final class TopicCheck implements Consumer<LogRow>, TopicFaults {

  private final Violations violations;
  private Supplier<@Nullable LogRow> topic = () -> null;
  private final long relayed;
  private @Nullable LogRow next;
  private @Nullable LogRow last;
  private boolean begun;
  private long lag;
  private long events;

  /**
   * A comparison.
   *
   * @param relayed up to which index the relay had everything acknowledged before the topic was
   *     opened
   */
  public TopicCheck(Violations violations, long relayed) {
    this.violations = violations;
    this.relayed = relayed;
  }

  /** Compares with these events: in index order, then null. Before the first row. */
  public void compareWith(Supplier<@Nullable LogRow> events) {
    topic = events;
  }

  @Override
  public void accept(LogRow row) {
    if (!begun) {
      begun = true;
      advance();
    }
    while (next != null && next.index() < row.index()) {
      surplus(next);
      advance();
    }
    if (next == null || next.index() > row.index()) {
      missing(row);
      return;
    }
    compare(row, next);
    advance();
  }

  private void advance() {
    last = next;
    next = topic.get();
    if (next != null) {
      events++;
    }
  }

  private void missing(LogRow row) {
    if (row.index() > relayed) {
      lag++;
    } else {
      add(row.index(), row.eventId(), "in the topic", "not in the topic");
    }
  }

  private void compare(LogRow stored, LogRow sent) {
    if (!stored.sameAs(sent)) {
      add(
          stored.index(),
          stored.eventId(),
          "the log's bytes in the topic",
          difference(stored, sent));
    }
  }

  private static String difference(LogRow stored, LogRow sent) {
    return stored.eventId().equals(sent.eventId())
        ? "another payload, key or type"
        : "event " + sent.eventId();
  }

  private void surplus(LogRow sent) {
    if (last == null || !last.sameAs(sent)) {
      add(
          sent.index(),
          sent.eventId(),
          "only events of the log in the topic",
          "one that is not in it");
    }
  }

  /** Takes the end of the log; what the topic has beyond it is not of the log. */
  public void end() {
    if (!begun) {
      advance();
    }
    for (; next != null; advance()) {
      surplus(next);
    }
  }

  @Override
  public void report(long index, @Nullable String eventId, String expected, String found) {
    report(violations, index, eventId, expected, found);
  }

  /** Reports a fault of the topic itself. */
  public static void report(
      Violations violations, long index, @Nullable String eventId, String expected, String found) {
    violations.add(new Violation(Promise.P7, null, index, eventId, expected, found));
  }

  private void add(long index, @Nullable String eventId, String expected, String found) {
    report(violations, index, eventId, expected, found);
  }

  /** How many events of the log were not sent yet. */
  public long lag() {
    return lag;
  }

  /** How many events the topic has. */
  public long events() {
    return events;
  }
}
