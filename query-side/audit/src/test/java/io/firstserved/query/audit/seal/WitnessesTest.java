package io.firstserved.query.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.position.Incarnation;
import io.firstserved.position.Incarnations;
import io.firstserved.position.VoidRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The log lost its end after 90; it was sealed up to 70 at the moment that it came back to. */
class WitnessesTest {

  private static final Witnesses WITNESSES =
      new Witnesses(
          new VoidRule(new Incarnations(List.of(new Incarnation(0, 1), new Incarnation(1, 91)))),
          Map.of(1L, 70L));

  private static Map<Long, String> binding(long last, long incarnation) {
    return WITNESSES.binding(List.of(new WitnessedSeal(4, "seal", last, incarnation)));
  }

  @Test
  void aSealFromBeforeTheMomentItCameBackToBinds() {
    assertThat(binding(70, 0)).containsEntry(4L, "seal");
  }

  @Test
  void aSealThatCameAfterThatMomentDoesNot() {
    assertThat(binding(80, 0)).isEmpty();
    assertThat(binding(95, 0)).isEmpty();
  }

  @Test
  void aSealOfThePresentLifeBinds() {
    assertThat(binding(80, 1)).containsEntry(4L, "seal");
    assertThat(binding(95, 1)).containsEntry(4L, "seal");
  }

  @Test
  void whoDidNotKeepItsEndBindsAsBefore() {
    assertThat(binding(0, 0)).containsEntry(4L, "seal");
  }
}
