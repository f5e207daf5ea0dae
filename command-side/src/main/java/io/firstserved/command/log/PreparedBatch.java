package io.firstserved.command.log;

import java.util.List;
import java.util.Map;

/**
 * A batch that is inserted but not yet committed.
 *
 * @param accepted the commands whose events it stores, in their order in the log
 * @param firstIndex global index of its first event
 * @param refused the commands of which it stores nothing
 */
record PreparedBatch(
    List<Append> accepted, long firstIndex, Map<Append, AppendRefusedException> refused) {

  List<EventRow> rows() {
    return accepted.stream().flatMap(append -> append.rows().stream()).toList();
  }

  /**
   * Whether it must not be committed.
   *
   * @throws IllegalStateException if that is so for a part of it: no answer would be true
   */
  boolean rehearsal() {
    long rehearsals = accepted.stream().filter(Append::rehearsal).count();
    if (rehearsals != 0 && rehearsals != accepted.size()) {
      throw new IllegalStateException(
          "a batch of " + rehearsals + " rehearsals and other commands");
    }
    return rehearsals != 0;
  }

  /** Global index of its last event. */
  long lastIndex() {
    return firstIndex - 1 + accepted.stream().mapToLong(append -> append.rows().size()).sum();
  }

  /** Tells every command what became of it; the accepted ones are durable by now, or rehearsed. */
  void answer() {
    long index = firstIndex - 1;
    for (var append : accepted) {
      index += append.rows().size();
      append.stored(index);
    }
    refused.forEach(Append::failed);
  }
}
