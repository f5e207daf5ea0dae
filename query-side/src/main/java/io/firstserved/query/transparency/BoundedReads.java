package io.firstserved.query.transparency;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Lets so many read at once, in their order, so that strangers leave the log to others. */
@Component
class BoundedReads {

  private final Semaphore places;
  private final Duration waitLimit;

  BoundedReads(TransparencyProperties limits) {
    this.places = new Semaphore(limits.maxReads(), true);
    this.waitLimit = limits.waitLimit();
  }

  /**
   * Reads.
   *
   * @throws RefusedException OVERLOADED if too many others read
   */
  <T> T read(Supplier<T> reading) {
    if (!taken()) {
      throw new RefusedException(Reason.OVERLOADED, "too many others read the log's tree now");
    }
    try {
      return reading.get();
    } finally {
      places.release();
    }
  }

  private boolean taken() {
    try {
      return places.tryAcquire(waitLimit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
