package io.firstserved.api.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopicFormatTest {

  @Test
  void takesARecordWithoutTheHeadersForTheFirstLogsFirstLife() {
    assertThat(TopicFormat.identity(null)).isZero();
    assertThat(TopicFormat.identity("12".getBytes(UTF_8))).isEqualTo(12);
  }

  @Test
  void refusesAHeaderThatIsNoNumber() {
    for (var text : List.of("", "-1", "1.0", "٣", "1234567890123456789", "1".repeat(10_000))) {
      assertThatIllegalArgumentException()
          .as(text)
          .isThrownBy(() -> TopicFormat.identity(text.getBytes(UTF_8)));
    }
  }
}
