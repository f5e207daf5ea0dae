package io.firstserved.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** For whom a caller may look. */
class CallerTest {

  private static Caller withToken(@Nullable String subject) {
    return new Caller(subject, Set.of(), null, false);
  }

  private static Caller throughGateway(@Nullable String subject, @Nullable String named) {
    return new Caller(subject, Set.of(), named, true);
  }

  @Test
  void aTokenSpeaksForItsSubjectAlone() {
    assertThat(withToken("ann").speaksFor("ann")).isTrue();
    assertThat(withToken("ann").speaksFor("bob")).isFalse();
    assertThat(withToken(null).speaksFor("ann")).isFalse();
  }

  @Test
  void aGatewaysCallSpeaksForTheUserThatItNames() {
    assertThat(throughGateway(null, "ann").speaksFor("ann")).isTrue();
    assertThat(throughGateway(null, "ann").speaksFor("bob")).isFalse();
    assertThat(throughGateway("bob", "ann").speaksFor("bob")).isFalse();
  }

  @Test
  void aTokenBehindAGatewayThatNamesNobodySpeaksForItsSubject() {
    assertThat(throughGateway("ann", null).speaksFor("ann")).isTrue();
    assertThat(throughGateway("ann", null).speaksFor("bob")).isFalse();
  }

  @Test
  void aGatewayThatNamesNobodyAtAllSpeaksForEverybody() {
    assertThat(throughGateway(null, null).speaksFor("ann")).isTrue();
    assertThat(withToken(null).isGatewayItself()).isFalse();
  }
}
