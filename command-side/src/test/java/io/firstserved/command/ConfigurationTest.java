package io.firstserved.command;

import io.firstserved.reference.ConfigurationContract;

class ConfigurationTest implements ConfigurationContract {

  @Override
  public String part() {
    return "command-side";
  }

  @Override
  public boolean mine(Class<?> type) {
    return !type.getPackageName().startsWith("io.firstserved.query");
  }
}
