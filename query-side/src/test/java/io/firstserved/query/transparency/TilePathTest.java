package io.firstserved.query.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {

  @Test
  void readsNumbersInGroupsOfThreeDigits() {
    assertThat(TilePath.parse("/000")).hasValue(new TilePath(0, 256));
    assertThat(TilePath.parse("/067")).hasValue(new TilePath(67, 256));
    assertThat(TilePath.parse("/x001/x234/067")).hasValue(new TilePath(1_234_067, 256));
    assertThat(TilePath.parse("/x999/x999/x999/x999/999"))
        .hasValue(new TilePath(999_999_999_999_999L, 256));
    assertThat(TilePath.parse("/x001/000.p/1")).hasValue(new TilePath(1_000, 1));
    assertThat(TilePath.parse("/000.p/255")).hasValue(new TilePath(0, 255));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0000",
        "1234",
        "x000/001",
        "001/002",
        "x001",
        "x001/",
        "/000",
        "000/",
        "000.p",
        "000.p/",
        "000.p/0",
        "000.p/01",
        "000.p/256",
        "000.p/1/2",
        "00a",
        "-01",
        "000.P/1",
        "x1/000",
        "x001/x002/x003/x004/x005/006",
        "\u0660\u0660\u0660"
      })
  void knowsNoOtherSpelling(String path) {
    assertThat(TilePath.parse("/" + path)).isEmpty();
  }

  @Test
  void readsLevels() {
    assertThat(TilePath.level("0")).hasValue(0);
    assertThat(TilePath.level("63")).hasValue(63);
    for (var wrong : new String[] {"64", "00", "01", "-1", "", "data", "100"}) {
      assertThat(TilePath.level(wrong)).as(wrong).isEmpty();
    }
  }
}
