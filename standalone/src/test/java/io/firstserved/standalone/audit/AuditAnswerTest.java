package io.firstserved.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class AuditAnswerTest {

  private static AuditAnswer answer(String verdict, String reasons, String remarks)
      throws JsonProcessingException {
    return new AuditAnswer(
        new JsonMapper()
            .readTree(
                "{\"verdict\": \"%s\", \"reasons\": %s, \"remarks\": %s}"
                    .formatted(verdict, reasons, remarks)));
  }

  @Test
  void saysARemarkAndIsProvenAllTheSame() throws JsonProcessingException {
    var answer = answer("PROVEN", "[]", "[\"sync_binlog is 0 at two:3306\"]");

    assertThat(answer.exitStatus()).isZero();
    assertThat(answer.text().lines()).contains("  remark: sync_binlog is 0 at two:3306");
  }

  @Test
  void tellsWhatWasNotCheckedFromARemark() throws JsonProcessingException {
    var answer = answer("INCOMPLETE", "[\"the gate is not compared\"]", "[]");

    assertThat(answer.exitStatus()).isEqualTo(3);
    assertThat(answer.text())
        .contains("not checked: the gate is not compared")
        .doesNotContain("remark");
  }
}
