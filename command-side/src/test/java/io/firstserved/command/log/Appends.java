package io.firstserved.command.log;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Commands on their way into the log, for tests that need no log. */
final class Appends {

  /** Guards of a command that issues, and of one that is only rehearsed. */
  static final ExpectedVersion ISSUED = new ExpectedVersion.Exactly("campaign", 0);

  static final ExpectedVersion REHEARSED = new ExpectedVersion.Rehearsal();

  private Appends() {}

  static Append append(int events, int bytes) {
    return append(events, bytes, null);
  }

  static Append append(int events, int bytes, @Nullable ExpectedVersion expectedVersion) {
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
                        expectedVersion))
            .toList());
  }
}
