package io.firstserved.command.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.api.coupon.IssueCoupon;
import io.firstserved.command.campaign.AggregateFixtures;
import io.firstserved.command.campaign.Campaigns;
import io.firstserved.command.log.AppendRefusedException;
import io.firstserved.command.platform.CommandTargets;
import io.firstserved.serialization.EventSerializer;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.AggregateConfiguration;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sends whatever comes, in whatever order, by a clock that at times runs backwards, to the real
 * aggregates behind a log with the real log's guards, and checks what is in the log afterwards. The
 * seed is in the test's name.
 */
class RandomCommandsTest {

  private static final int COMMANDS = 12_000;
  private static final Set<Reason> REASONS =
      EnumSet.of(
          Reason.ALREADY_ISSUED,
          Reason.SOLD_OUT,
          Reason.NOT_OPEN,
          Reason.CLOSED,
          Reason.PAUSED,
          Reason.UNKNOWN_CAMPAIGN,
          Reason.CAMPAIGN_EXISTS,
          Reason.QUOTA_NOT_RAISED,
          Reason.ALREADY_PAUSED,
          Reason.NOT_PAUSED,
          Reason.ALREADY_REDEEMED,
          Reason.NOT_REDEEMED,
          Reason.EXPIRED,
          Reason.REVOKED,
          Reason.UNKNOWN_COUPON);

  private final GuardedLog log = new GuardedLog();
  private final Campaigns thisNode = AggregateFixtures.campaigns(log.campaigns());
  private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
  private int guarded;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void nothingThatIsSentBreaksAPromise(long seed) {
    sendAll(new RandomCommands(new Random(seed)));

    LogInvariants.check(log.payloads());
    assertThat(reasons).as("varied enough to be refused for every reason").containsAll(REASONS);
    assertThat(guarded).as("the log's own guards had to speak").isPositive();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("newSeed")
  void norWithASeedNeverTriedBefore(long seed) {
    sendAll(new RandomCommands(new Random(seed)));

    LogInvariants.check(log.payloads());
  }

  static long[] newSeed() {
    return new long[] {System.nanoTime()};
  }

  private void sendAll(RandomCommands commands) {
    var configuration = aggregates();
    for (int sent = 0; sent < COMMANDS; sent++) {
      send(commands.next(), configuration.commandGateway());
    }
    configuration.shutdown();
  }

  /** Whatever is refused leaves the log as it was. */
  private void send(Object command, CommandGateway gateway) {
    var before = log.size();
    try {
      gateway.sendAndWait(command);
    } catch (RefusedException refused) {
      reasons.add(refused.reason());
      assertThat(log.size()).isEqualTo(before);
    } catch (AppendRefusedException refused) {
      guarded++;
      assertThat(log.size()).isEqualTo(before);
      if (command instanceof IssueCoupon issue) {
        thisNode.refresh(issue.campaignId());
      }
    } catch (AggregateNotFoundException unknown) {
      assertThat(log.size()).isEqualTo(before);
      assertThat(command).isNotInstanceOf(IssueCoupon.class);
    }
  }

  private Configuration aggregates() {
    var serializer = EventSerializer.create();
    return DefaultConfigurer.defaultConfiguration()
        .configureSerializer(configuration -> serializer)
        .configureEmbeddedEventStore(configuration -> log)
        .registerComponent(Campaigns.class, configuration -> thisNode)
        .configureAggregate(aggregate(AggregateFixtures.campaignAggregate()))
        .configureAggregate(aggregate(Coupon.class))
        .start();
  }

  private static <T> AggregateConfiguration<T> aggregate(Class<T> type) {
    return AggregateConfigurer.defaultConfiguration(type)
        .configureCommandTargetResolver(configuration -> new CommandTargets());
  }
}
