package io.firstserved.command.campaign;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.command.log.EventMetaData;
import io.firstserved.command.platform.CommandTargets;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;

/** The one place where fixtures of aggregates, and what is expected of them, are put together. */
public final class AggregateFixtures {

  private static final CorrelationDataProvider CARRIED_ALONG =
      new SimpleCorrelationDataProvider(EventMetaData.IDEMPOTENCY_KEY, EventMetaData.BY);

  private AggregateFixtures() {}

  /** A fixture whose aggregate reads campaigns through the production cache over this log. */
  public static <T> FixtureConfiguration<T> fixtureOf(Class<T> aggregate, CampaignLog log) {
    return new AggregateTestFixture<>(aggregate)
        .registerCommandHandlerInterceptor(new CorrelationDataInterceptor<>(CARRIED_ALONG))
        .registerCommandTargetResolver(new CommandTargets())
        .registerInjectableResource(campaigns(log));
  }

  /** The production cache over this log. */
  public static Campaigns campaigns(CampaignLog log) {
    return new CampaignCache(log, new CampaignCacheProperties(10));
  }

  /** The aggregate, for a configuration of several. */
  public static Class<?> campaignAggregate() {
    return Campaign.class;
  }

  /** A refusal for this reason. */
  public static Matcher<RefusedException> refusedFor(Reason reason) {
    return new CustomTypeSafeMatcher<>("refused for " + reason) {
      @Override
      protected boolean matchesSafely(RefusedException refusal) {
        return refusal.reason() == reason;
      }
    };
  }

  /** Exactly one event, with exactly this metadata. */
  public static Matcher<List<? super EventMessage<?>>> oneEventWith(Map<String, Object> metaData) {
    return new CustomTypeSafeMatcher<>("one event with metadata " + metaData) {
      @Override
      protected boolean matchesSafely(List<? super EventMessage<?>> events) {
        return events.size() == 1
            && events.getFirst() instanceof EventMessage<?> event
            && metaData.equals(Map.copyOf(event.getMetaData()));
      }
    };
  }
}
