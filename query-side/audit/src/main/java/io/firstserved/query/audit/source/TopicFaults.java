package io.firstserved.query.audit.source;

import org.jspecify.annotations.Nullable;

/** Takes what is wrong with the topic itself, whatever the log says. */
@FunctionalInterface
public interface TopicFaults {

  /**
   * A fault.
   *
   * @param index the place in the log it is about; 0 if the record does not tell
   * @param eventId the event, if known
   * @param expected what a sound topic would show
   * @param found what is there
   */
  void report(long index, @Nullable String eventId, String expected, String found);
}
