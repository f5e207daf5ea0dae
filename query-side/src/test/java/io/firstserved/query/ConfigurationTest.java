package io.firstserved.query;

import io.firstserved.reference.ConfigurationContract;
import java.util.Map;

class ConfigurationTest implements ConfigurationContract {

  @Override
  public String part() {
    return "query-side";
  }

  @Override
  public boolean mine(Class<?> type) {
    return type.getPackageName().startsWith("io.firstserved.query");
  }

  @Override
  public Map<String, Map<String, String>> brokenRules() {
    return Map.of(
        "first-served.audit.history-limit must be at least 1MB",
        Map.of("first-served.audit.history-limit", "1KB"),
        "first-served.projection.fetch-size must be 16KB to 50MB",
        Map.of("first-served.projection.fetch-size", "51MB"),
        "first-served.lag.freshness must not be shorter than interval",
        Map.of("first-served.lag.freshness", "499ms"),
        "first-served.page.history must not hold more than 20,000 intervals",
        Map.of("first-served.page.history", "6h"),
        "first-served.replay.lease must not be shorter than swap-limit",
        Map.of("first-served.replay.lease", "4s"));
  }
}
