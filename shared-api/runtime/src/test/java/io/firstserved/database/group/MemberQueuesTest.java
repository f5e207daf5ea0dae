package io.firstserved.database.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberQueuesTest {

  @ParameterizedTest
  @CsvSource({
    "25000, 25000, QUOTA, false",
    "25001, 0, QUOTA, true",
    "0, 25001, QUOTA, true",
    "25001, 25001, DISABLED, false"
  })
  void throttleTheWriterWhereOneIsLongerThanItsThreshold(
      long certifier, long applier, String mode, boolean throttles) {
    assertThat(MemberQueues.of(certifier, applier, mode, 25_000, 25_000).throttles())
        .isEqualTo(throttles);
  }
}
