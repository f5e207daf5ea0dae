package io.firstserved.command.issuance;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;

/** Counts what the fast path answers as Spring counts everything else over HTTP. */
final class FastPathMeters {

  private final MeterRegistry registry;
  private final Map<Integer, Timer> timers = new ConcurrentHashMap<>();

  FastPathMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void answered(int status, long nanos) {
    timers.computeIfAbsent(status, this::timer).record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(int status) {
    return Timer.builder("http.server.requests")
        .tag("method", "POST")
        .tag("uri", "/api/v1/campaigns/{campaignId}/coupons")
        .tag("status", Integer.toString(status))
        .tag("outcome", outcome(status))
        .tag("exception", "none")
        .tag("error", "none")
        .register(registry);
  }

  private static String outcome(int status) {
    return switch (HttpStatus.Series.valueOf(status)) {
      case SUCCESSFUL -> "SUCCESS";
      case CLIENT_ERROR -> "CLIENT_ERROR";
      default -> "SERVER_ERROR";
    };
  }
}
