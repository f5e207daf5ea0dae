package io.firstserved.query.lag;

import io.firstserved.query.projection.Projection;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Publishes the lags. */
@Component
class LagMeters implements MeterBinder {

  private static final double MILLIS_PER_SECOND = 1_000;

  private final LagBoard board;
  private final List<String> projections;

  LagMeters(LagBoard board, List<Projection> projections) {
    this.board = board;
    this.projections = projections.stream().map(Projection::name).toList();
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    Gauge.builder("coupon.relay.lag.events", board, LagBoard::relayLagEvents)
        .description("Events in the log that are not in the topic yet, as far as can be seen")
        .baseUnit("events")
        .register(meters);
    Gauge.builder("coupon.relay.lag.seconds", board, lag -> seconds(lag.relayLag()))
        .description("Age of the oldest event in the log that is not in the topic yet")
        .baseUnit("seconds")
        .register(meters);
    Gauge.builder("coupon.projection.diverged", board, LagBoard::divergedFigure)
        .description("1 while the log is not the one that was projected; not a number if unknown")
        .register(meters);
    Gauge.builder("coupon.lag.measured.timestamp", board, LagMeters::measuredAtSeconds)
        .description(
            "When log, topic and projections were last all seen, in seconds since 1970; 0 for never")
        .baseUnit("seconds")
        .register(meters);
    projections.forEach(name -> bind(name, meters));
    projections.forEach(name -> bindPosition(name, meters));
  }

  private void bind(String name, MeterRegistry meters) {
    Gauge.builder("coupon.projection.lag.events", board, lag -> lag.projectionLagEvents(name))
        .description("Events in the log that are not projected yet, as far as can be seen")
        .baseUnit("events")
        .tag("projection", name)
        .register(meters);
    Gauge.builder("coupon.projection.lag.seconds", board, lag -> seconds(lag.projectionLag(name)))
        .description("Age of the oldest event in the log that is not projected yet")
        .baseUnit("seconds")
        .tag("projection", name)
        .register(meters);
  }

  private void bindPosition(String name, MeterRegistry meters) {
    Gauge.builder("coupon.projection.position", board, lag -> lag.projectedEvents(name))
        .description("Events of the log that the projection has taken")
        .baseUnit("events")
        .tag("projection", name)
        .register(meters);
  }

  private static double measuredAtSeconds(LagBoard board) {
    var at = board.measuredAt();
    return at == null ? 0 : at.toEpochMilli() / MILLIS_PER_SECOND;
  }

  private static double seconds(Duration lag) {
    return lag.toMillis() / MILLIS_PER_SECOND;
  }
}
