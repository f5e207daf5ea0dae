package io.firstserved.command.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.PauseCampaign;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.RevokeCoupon;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.log.AppendRefusals;
import io.firstserved.command.log.EventMetaData;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.junit.jupiter.api.Test;

class DispatchTest {

  private static final Instant AT = Instant.parse("2026-03-01T09:00:00Z");
  private static final CampaignId CAMPAIGN = new CampaignId("spring-sale");
  private static final PauseCampaign PAUSE = new PauseCampaign(CAMPAIGN, AT);
  private static final RevokeCoupon REVOKE =
      new RevokeCoupon(CouponId.of(CAMPAIGN, new UserId("ann"), 1), null, AT);

  private final Queue<RuntimeException> failures = new ArrayDeque<>();
  private final List<CommandMessage<?>> handled = new ArrayList<>();
  private final Dispatch dispatch =
      new Dispatch(gateway(), (aggregate, request) -> Optional.empty(), new DispatchProperties(3));

  @Test
  void answersWhatTheAggregateAnswers() {
    assertThat(dispatch.send(PAUSE, "ann", DispatchTest::none).result()).isEqualTo("handled");
  }

  @Test
  void saysWhoAskedForIt() {
    dispatch.send(PAUSE, "ann", DispatchTest::none);

    assertThat(handled.getFirst().getMetaData()).containsEntry(EventMetaData.BY, "ann");
  }

  @Test
  void triesALostRaceAgain() {
    failures.add(AppendRefusals.rivalWasFaster());
    failures.add(AppendRefusals.rivalWasFaster());

    assertThat(dispatch.send(PAUSE, "ann", DispatchTest::none).result()).isEqualTo("handled");
    assertThat(handled).hasSize(3);
  }

  @Test
  void givesUpAfterItsAttempts() {
    for (int race = 0; race < 3; race++) {
      failures.add(AppendRefusals.rivalWasFaster());
    }

    expectRefusal(() -> dispatch.send(PAUSE, "ann", DispatchTest::none), Reason.OVERLOADED);
    assertThat(handled).hasSize(3);
  }

  @Test
  void triesARefusalOfTheRulesOnlyOnce() {
    failures.add(new RefusedException(Reason.ALREADY_PAUSED, "paused"));

    expectRefusal(() -> dispatch.send(PAUSE, "ann", DispatchTest::none), Reason.ALREADY_PAUSED);
    assertThat(handled).hasSize(1);
  }

  @Test
  void namesWhatIsUnknown() {
    failures.add(new AggregateNotFoundException("x", "not found"));
    failures.add(new AggregateNotFoundException("x", "not found"));

    expectRefusal(() -> dispatch.send(PAUSE, "ann", DispatchTest::none), Reason.UNKNOWN_CAMPAIGN);
    expectRefusal(() -> dispatch.send(REVOKE, "ann", DispatchTest::none), Reason.UNKNOWN_COUPON);
  }

  @Test
  void tellsAFullQueueFromALogThatIsDown() {
    failures.add(AppendRefusals.queueFull());
    failures.add(AppendRefusals.outcomeUnknown());

    expectRefusal(() -> dispatch.send(PAUSE, "ann", DispatchTest::none), Reason.OVERLOADED);
    expectRefusal(() -> dispatch.send(PAUSE, "ann", DispatchTest::none), Reason.UNAVAILABLE);
  }

  @Test
  void saysIfTheOutcomeIsNotKnown() {
    failures.add(AppendRefusals.queueFull());
    failures.add(AppendRefusals.outcomeUnknown());

    assertThat(refusal(() -> dispatch.send(PAUSE, "ann", DispatchTest::none)).details()).isEmpty();
    assertThat(refusal(() -> dispatch.send(PAUSE, "ann", DispatchTest::none)).details())
        .containsExactly(Map.entry("outcome", "UNKNOWN"));
  }

  private static String none(List<?> events) {
    throw new AssertionError("nothing is recorded under a key here");
  }

  private static RefusedException refusal(Runnable sending) {
    return catchThrowableOfType(RefusedException.class, sending::run);
  }

  private static void expectRefusal(Runnable sending, Reason reason) {
    assertThatThrownBy(sending::run)
        .asInstanceOf(type(RefusedException.class))
        .extracting(RefusedException::reason)
        .isEqualTo(reason);
  }

  private DefaultCommandGateway gateway() {
    var bus = SimpleCommandBus.builder().build();
    bus.subscribe(PauseCampaign.class.getName(), this::handle);
    bus.subscribe(RevokeCoupon.class.getName(), this::handle);
    return DefaultCommandGateway.builder().commandBus(bus).build();
  }

  private Object handle(CommandMessage<?> command) {
    handled.add(command);
    if (!failures.isEmpty()) {
      throw failures.remove();
    }
    return "handled";
  }
}
