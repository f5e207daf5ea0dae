package io.firstserved.query.audit.source;

import io.firstserved.api.event.LogRow;
import java.util.function.Consumer;

/** A place the whole log can be read from. */
public interface EventSource {

  /** What it is called in a report: {@code log} or {@code kafka}. */
  String name();

  /**
   * The highest index that could be read now; 0 when there is nothing.
   *
   * @throws SourceUnavailableException if it cannot be reached
   */
  long head();

  /**
   * Hands over every row up to and including the given index, in index order, starting with the
   * first one there is. Rows are taken as they are: what is missing or wrong among them is for the
   * consumer to find.
   *
   * @throws SourceUnavailableException if it cannot be read to the end
   */
  void replay(long upTo, Consumer<LogRow> consumer);
}
