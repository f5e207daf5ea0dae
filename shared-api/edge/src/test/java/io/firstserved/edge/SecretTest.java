package io.firstserved.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SecretTest {

  @Test
  void aSecretThatIsTooShortStopsTheStartAndIsNotTold(CapturedOutput output) {
    assertThatThrownBy(
            () ->
                SpringApplication.run(
                    TestApplication.class,
                    "--spring.application.name=secret-test",
                    "--server.port=0",
                    "--first-served.security.jwt.secret=hush-hush"))
        .isNotNull();

    assertThat(output)
        .contains("first-served.security.jwt", "secret must be at least 32 characters long")
        .doesNotContain("hush-hush");
  }
}
