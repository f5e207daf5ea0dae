package io.firstserved.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogPositionTest {

  @Test
  void isReadAsItIsWritten() {
    for (var position :
        List.of(
            new LogPosition(0, 0, 1_234),
            new LogPosition(17, 3, 0),
            new LogPosition(999_999_999, 999_999_999_999_999_999L, 999_999_999_999_999_999L))) {
      assertThat(LogPosition.parse(position.text())).isEqualTo(position);
    }
    assertThat(new LogPosition(0, 0, 1_234).text()).isEqualTo("0.0.1234");
  }

  @Test
  void takesTheBareIndexOfAnOldClientForTheFirstLogsFirstLife() {
    assertThat(LogPosition.parse("1234")).isEqualTo(new LogPosition(0, 0, 1_234));
  }

  @Test
  void refusesWhatIsNoPosition() {
    for (var text :
        List.of(
            "",
            ".",
            "0.1",
            "0.0.",
            "0..1",
            "0.0.0.1",
            "-1",
            "0.0.-1",
            "+1",
            " 1",
            "1 ",
            "1e3",
            "٣",
            "1234567890.0.1",
            "0.0.1234567890123456789",
            "9".repeat(10_000))) {
      assertThatIllegalArgumentException().as(text).isThrownBy(() -> LogPosition.parse(text));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new LogPosition(0, -1, 1));
  }
}
