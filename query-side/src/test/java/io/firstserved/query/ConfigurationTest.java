package io.firstserved.query;

import io.firstserved.reference.ConfigurationContract;

class ConfigurationTest implements ConfigurationContract {

  @Override
  public String part() {
    return "query-side";
  }

  @Override
  public boolean mine(Class<?> type) {
    return type.getPackageName().startsWith("io.firstserved.query");
  }
}
