package io.firstserved.command.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "::ffff:192.0.2.1, 192.0.2.1",
    "2001:db8:0:7::1, 20010db800000007/64",
    "2001:DB8:0:7:ffff:ffff:ffff:ffff, 20010db800000007/64",
    "[2001:db8:0:7::2], 20010db800000007/64",
    "2001:db8:0:8::1, 20010db800000008/64",
    "::1, 0000000000000000/64"
  })
  void isOneTextForAnAddressOrNetworkHoweverItIsWritten(String literal, String text) {
    assertThat(ClientAddress.of(literal)).hasValue(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", "_hidden", "localhost", "192.0.2.256", "192.0.2.1:80"})
  void isNoneWhereThereIsNoAddress(String literal) {
    assertThat(ClientAddress.of(literal)).isEmpty();
  }
}
