package io.firstserved.query.deadletter;

import io.firstserved.query.projection.Projection;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** How many letters there are; asked of the database each time, so every node says the same. */
@Component
public class DeadLetterCounts implements MeterBinder {

  private final DeadLetters letters;
  private final List<Projection> projections;

  DeadLetterCounts(DeadLetters letters, List<Projection> projections) {
    this.letters = letters;
    this.projections = projections;
  }

  /** How many letters a projection has. */
  public long of(String projection) {
    return letters.count(projection);
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    for (var projection : projections) {
      Gauge.builder("coupon.dead.letters", letters, all -> countOrUnknown(projection.name()))
          .description("Events that a projection could not take, and those that wait behind them")
          .baseUnit("letters")
          .tag("projection", projection.name())
          .register(meters);
    }
  }

  /** Not a number while the database cannot say: an unknown count is not zero. */
  private double countOrUnknown(String projection) {
    try {
      return of(projection);
    } catch (DataAccessException unknown) {
      return Double.NaN;
    }
  }
}
