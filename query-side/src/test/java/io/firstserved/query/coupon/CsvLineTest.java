package io.firstserved.query.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLineTest {

  @Test
  void separatesByCommasAndEndsWithBothLineEnds() {
    assertThat(CsvLine.of("a", 7, null, "b")).isEqualTo("a,7,,b\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "a,b      | \"a,b\"",
        "a\"b     | \"a\"\"b\"",
        "\"       | \"\"\"\"",
        "a b      | a b",
        "김철수    | 김철수",
        "a=b      | a=b",
        "a'b      | \"a'b\"",
      })
  void quotesWhatWouldEndAField(String text, String field) {
    assertThat(CsvLine.of(text)).isEqualTo(field + "\r\n");
  }

  @Test
  void quotesLineEnds() {
    assertThat(CsvLine.of("a\nb", "a\rb")).isEqualTo("\"a\nb\",\"a\rb\"\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "＋1", "－1", "＠x", "'=1", "'"})
  void letsNothingBeTakenForAFormula(String text) {
    assertThat(CsvLine.of(text)).isEqualTo("\"'" + text + "\"\r\n");
  }

  @Test
  void guardsAndQuotesAtOnce() {
    assertThat(CsvLine.of("=HYPERLINK(\"http://x\",1)"))
        .isEqualTo("\"'=HYPERLINK(\"\"http://x\"\",1)\"\r\n");
  }
}
