package io.firstserved.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class IncarnationsTest {

  /** Lost its end after 90, and later once more after 40, before the second life had begun. */
  private static final Incarnations THRICE =
      new Incarnations(
          List.of(new Incarnation(0, 1), new Incarnation(1, 91), new Incarnation(2, 41)));

  @Test
  void anEventIsOfTheLastLifeThatBeganBeforeIt() {
    assertThat(THRICE.present()).isEqualTo(2);
    assertThat(THRICE.of(0)).isZero();
    assertThat(THRICE.of(40)).isZero();
    assertThat(THRICE.of(41)).isEqualTo(2);
    assertThat(THRICE.of(100)).isEqualTo(2);
  }

  @Test
  void laterLivesVoidWhatEarlierOnesHadFromTheirBeginningOn() {
    assertThat(THRICE.voids(0, 40)).isFalse();
    assertThat(THRICE.voids(0, 41)).isTrue();
    assertThat(THRICE.voids(1, 95)).isTrue();
    assertThat(THRICE.voids(2, 41)).isFalse();
    assertThat(Incarnations.FIRST.voids(0, 1)).isFalse();
  }

  @Test
  void aLogHasALife() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Incarnations(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Incarnation(1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Incarnation(-1, 1));
  }
}
