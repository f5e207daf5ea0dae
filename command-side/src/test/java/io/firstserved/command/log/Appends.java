package io.firstserved.command.log;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Commands on their way into the log, for tests that need no log. */
final class Appends {

  /** Guards of a command that issues, and of one that is only rehearsed. */
  static final EventRow.Fence ISSUED = new EventRow.Fence("campaign", 0);

  static final EventRow.Fence REHEARSED =
      new EventRow.Fence("rehearsal", EventMetaData.REHEARSAL_VERSION);

  private Appends() {}

  static Append append(int events, int bytes) {
    return append(events, bytes, null);
  }

  static Append append(int events, int bytes, EventRow.@Nullable Fence fence) {
    return new Append(
        IntStream.range(0, events)
            .mapToObj(
                n ->
                    new EventRow(
                        "e" + n,
                        "a",
                        n,
                        "Coupon",
                        "t",
                        "p",
                        null,
                        new byte[bytes],
                        new byte[0],
                        fence))
            .toList());
  }
}
