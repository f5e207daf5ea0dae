package io.firstserved.query.operations;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the last readings of the command side's meters, and what they say together. */
final class IssuingMeters {

  /** At the default interval, rates and latencies are those of the last 10 s. */
  private static final int READINGS = 6;

  private final CommandSide commandSide;
  private final Deque<Map<String, MeterReading>> readings = new ArrayDeque<>();
  private volatile @Nullable Issuing latest;

  IssuingMeters(CommandSide commandSide) {
    this.commandSide = commandSide;
  }

  /** Reads once. Without an answer there are no figures, which the page says. */
  void read() {
    var reading = commandSide.readMeters();
    if (reading.isEmpty()) {
      forget();
      return;
    }
    readings.addLast(reading);
    if (readings.size() > READINGS) {
      readings.removeFirst();
    }
    latest = Issuing.between(readings.getFirst(), reading);
  }

  /** Forgets the readings: the next does not follow on them. */
  void forget() {
    readings.clear();
    latest = null;
  }

  @Nullable Issuing latest() {
    return latest;
  }
}
