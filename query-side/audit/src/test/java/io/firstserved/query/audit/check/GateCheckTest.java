package io.firstserved.query.audit.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.query.audit.check.GateCheck.GateFigures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log of the tamper tests has issued 70 coupons of spring, one for each user. */
class GateCheckTest {

  private final Violations violations = new Violations(10, null);
  private GateCheck gate;

  @BeforeEach
  void foldTheLog() {
    var log = new LogCheck(violations);
    Tampering.ofASoundLog().rows().forEach(log);
    gate = new GateCheck(violations, log);
  }

  private void compare(long used, long pending, long users, long late) {
    gate.accept(new GateFigures("spring", 70, used, pending, 0, users), late);
  }

  @Test
  void saysNothingOfAGateThatAgrees() {
    compare(70, 0, 70, 0);
    assertThat(violations.none()).isTrue();
    assertThat(gate.behind()).isEmpty();
  }

  @Test
  void saysNothingOfReservationsUnderWay() {
    compare(70, 3, 73, 0);
    assertThat(violations.none()).isTrue();
    assertThat(gate.behind()).isEmpty();
  }

  @Test
  void takesMoreUsedSerialsThanCouponsForLostOnes() {
    compare(71, 0, 70, 0);
    assertThat(violations.details())
        .singleElement()
        .satisfies(
            lost -> {
              assertThat(lost.promise()).isEqualTo(Promise.P5);
              assertThat(lost.campaign()).isEqualTo("spring");
              assertThat(lost.found()).isEqualTo("71 used, 0 free, 0 pending");
            });
  }

  @Test
  void explainsThemByCouponsIssuedSinceTheReplay() {
    compare(72, 0, 72, 2);
    assertThat(violations.none()).isTrue();
    assertThat(gate.behind()).isEmpty();
  }

  @Test
  void callsWhatIsNotConfirmedYetLag() {
    compare(68, 2, 70, 0);
    assertThat(violations.none()).isTrue();
    assertThat(gate.behind())
        .containsExactly("lag: 2 coupons of spring are not confirmed in the gate yet");
  }

  @Test
  void saysSoOfAGateThatHasForgottenCoupons() {
    compare(68, 1, 69, 0);
    assertThat(violations.none()).isTrue();
    assertThat(gate.behind())
        .singleElement()
        .asString()
        .startsWith("the gate of spring lacks coupons of the log, which has issued 70: 68 used");
  }

  @Test
  void saysSoOfAGateThatHasForgottenAUser() {
    compare(70, 0, 69, 0);
    assertThat(violations.none()).isTrue();
    assertThat(gate.behind()).singleElement().asString().contains("knows 69 users");
  }
}
