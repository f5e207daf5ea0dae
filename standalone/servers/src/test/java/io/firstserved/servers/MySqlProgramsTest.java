package io.firstserved.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MySqlProgramsTest {

  @Test
  void areFitFrom8Dot4On() {
    assertThat(unfit("9.7.2 for Linux on x86_64 (MySQL Community Server - GPL)")).isEmpty();
    assertThat(unfit("8.4.0 for Linux on x86_64 ((Debian))")).isEmpty();
    assertThat(unfit("8.0.42 for Linux on x86_64 (MySQL Community Server - GPL)")).isNotEmpty();
  }

  @Test
  void areNotMariaDb() {
    assertThat(unfit("11.8.3-MariaDB-0+deb13u1 for debian-linux-gnu on x86_64")).isNotEmpty();
  }

  private static java.util.Optional<String> unfit(String version) {
    return MySqlPrograms.unfit("/usr/sbin/mysqld  Ver " + version);
  }
}
