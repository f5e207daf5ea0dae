package io.firstserved.command.log;

import static io.firstserved.command.log.Appends.ISSUED;
import static io.firstserved.command.log.Appends.REHEARSED;
import static io.firstserved.command.log.Appends.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreparedBatchTest {

  private static final long FIRST_INDEX = 8;

  private static PreparedBatch batch(Append... accepted) {
    return new PreparedBatch(List.of(accepted), FIRST_INDEX, Map.of());
  }

  @Test
  void isCommittedUnlessItIsRehearsed() {
    assertThat(batch(append(1, 10, ISSUED), append(1, 10)).rehearsal()).isFalse();
    assertThat(batch(append(1, 10, REHEARSED)).rehearsal()).isTrue();
    assertThat(batch().rehearsal()).isFalse();
  }

  @Test
  void isNeitherWhenItIsMixed() {
    var mixed = batch(append(1, 10, REHEARSED), append(1, 10, ISSUED));

    assertThatThrownBy(mixed::rehearsal).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void answersEachCommandWithTheIndexOfItsLastEvent() {
    var two = append(2, 10);
    var one = append(1, 10);
    var batch = batch(two, one);

    batch.answer();

    assertThat(two.await(Duration.ZERO)).isEqualTo(FIRST_INDEX + 1);
    assertThat(one.await(Duration.ZERO)).isEqualTo(batch.lastIndex());
  }
}
