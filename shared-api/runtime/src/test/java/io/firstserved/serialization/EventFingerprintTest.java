package io.firstserved.serialization;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.event.LogRow;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventFingerprintTest {

  /** Stored beside positions: another answer for the same event would be taken for a divergence. */
  @Test
  void isTheSameForEver() {
    assertThat(EventFingerprint.of(7, "spring#3", "coupon-issued", bytes("{}")))
        .isEqualTo("63ed62877cff7536")
        .matches(EventFingerprint.FORMAT);
  }

  @Test
  void isTheSameFromARowAndFromWhatARecordCarries() {
    var row =
        new LogRow(
            7,
            "spring#3",
            "id",
            0,
            "Coupon",
            "2026-03-01T09:00:00Z",
            "coupon-issued",
            "1",
            bytes("{}"),
            bytes("{}"));

    assertThat(EventFingerprint.of(row))
        .isEqualTo(EventFingerprint.of(7, "spring#3", "coupon-issued", bytes("{}")));
  }

  @Test
  void differsWithEachPartAndWithWhereOneEnds() {
    assertThat(
            Stream.of(
                EventFingerprint.of(7, "a", "b", bytes("c")),
                EventFingerprint.of(8, "a", "b", bytes("c")),
                EventFingerprint.of(7, "A", "b", bytes("c")),
                EventFingerprint.of(7, "a", "B", bytes("c")),
                EventFingerprint.of(7, "a", "b", bytes("C")),
                EventFingerprint.of(7, "ab", "", bytes("c")),
                EventFingerprint.of(7, "a", "bc", bytes(""))))
        .doesNotHaveDuplicates();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
