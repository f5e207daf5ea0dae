package io.firstserved.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Principal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.web.MockHttpServletRequest;

class ClientsTest {

  private static Clients clients(String mode) {
    var settings = new MapConfigurationPropertySource(Map.of("s.mode", mode));
    return new Clients(new Binder(settings).bindOrCreate("s", SecurityProperties.class));
  }

  private static MockHttpServletRequest request() {
    var request = new MockHttpServletRequest();
    request.setRemoteAddr("203.0.113.7");
    request.addHeader(Caller.USER_HEADER, "kim");
    return request;
  }

  @Test
  void areTheirTokensSubject() {
    var request = request();
    request.setUserPrincipal((Principal) () -> "ada");

    assertThat(clients("jwt").of(request)).isEqualTo("user ada");
    assertThat(clients("trusted-gateway").of(request)).isEqualTo("user ada");
  }

  @Test
  void areTheUserThatAGatewayNamesIfItIsTrusted() {
    assertThat(clients("trusted-gateway").of(request())).isEqualTo("user kim");
  }

  @Test
  void areTheirAddressWhateverTheySayOfThemselves() {
    assertThat(clients("jwt").of(request())).isEqualTo("address 203.0.113.7");
  }
}
