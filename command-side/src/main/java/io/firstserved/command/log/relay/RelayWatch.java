package io.firstserved.command.log.relay;

import io.firstserved.loop.LoopBody;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Measures how far the relay is behind, from the database and on every node, so that a relay that
 * has died shows as a growing lag. Unknown (NaN) while the database does not answer.
 */
final class RelayWatch implements LoopBody {

  private static final String FIGURES =
      "SELECT head, (SELECT position FROM log_follower WHERE name = :name) FROM log_position"
          + " WHERE id = 1";

  private final JdbcClient jdbc;
  private final Duration interval;
  private volatile Figures figures = Figures.UNKNOWN;

  RelayWatch(JdbcClient jdbc, Duration interval, MeterRegistry registry) {
    this.jdbc = jdbc;
    this.interval = interval;
    Gauge.builder("coupon.relay.lag.events", this, watch -> watch.figures.lag())
        .description("Events in the log that the relay has not yet carried to Kafka")
        .baseUnit("events")
        .register(registry);
    // The unit repeats the name's end, so that the published name is the documented one.
    Gauge.builder("coupon.log.head", this, watch -> watch.figures.head())
        .description("Highest global index in the log")
        .baseUnit("head")
        .register(registry);
  }

  @Override
  public Duration turn(Heartbeat heartbeat) {
    try {
      figures =
          jdbc.sql(FIGURES)
              .param("name", KafkaRelay.NAME)
              .query((row, number) -> new Figures(row.getLong(1), row.getLong(2)))
              .single();
      return interval;
    } catch (DataAccessException databaseDoesNotAnswer) {
      figures = Figures.UNKNOWN;
      throw databaseDoesNotAnswer;
    }
  }

  private record Figures(double head, double position) {
    static final Figures UNKNOWN = new Figures(Double.NaN, Double.NaN);

    double lag() {
      return head - position;
    }
  }
}
