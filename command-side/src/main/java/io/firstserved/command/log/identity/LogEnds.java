package io.firstserved.command.log.identity;

import java.util.Optional;

/**
 * Where the log ends, by all that its own database says, read at one moment.
 *
 * @param head what the writer counts on from
 * @param lastEvent the last event's place, 0 if there is none
 * @param followed how far the farthest follower says it came
 * @param sealed up to where it is sealed
 */
record LogEnds(long head, long lastEvent, long followed, long sealed) {

  /** What cannot be, in one sentence: everything behind the head was committed after it. */
  Optional<String> contradiction() {
    return inconsistency()
        .or(
            () ->
                followed > head
                    ? Optional.of(ended("a follower of it has come to " + followed))
                    : Optional.empty());
  }

  /**
   * Which of its tables contradict each other, so that nothing can be built on it. A follower's
   * position is not among them: what a relay had under way when the log lost its end is stored
   * after that.
   */
  Optional<String> inconsistency() {
    if (head != lastEvent) {
      return Optional.of(
          "the log's counter stands at %d, but its last event is %d".formatted(head, lastEvent));
    }
    return sealed > head ? Optional.of(ended("it is sealed up to " + sealed)) : Optional.empty();
  }

  String ended(String although) {
    return "the log ends at %d, but %s: it has lost its end".formatted(head, although);
  }
}
