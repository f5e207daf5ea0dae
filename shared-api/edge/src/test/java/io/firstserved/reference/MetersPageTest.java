package io.firstserved.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetersPageTest {

  private static final Pattern ROW = Pattern.compile("^\\| `(coupon_\\w+)`", Pattern.MULTILINE);

  private static Set<String> onThePage() {
    var page = new ReferencePage("meters.md");
    return ROW.matcher(page.part("command-side") + "\n" + page.part("query-side"))
        .results()
        .map(row -> row.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void hasEveryMeterThatAPanelOrRuleAsksFor() {
    assertThat(new DashboardUses().meters())
        .isNotEmpty()
        .allSatisfy(
            meter ->
                assertThat(onThePage())
                    .as(meter)
                    .containsAnyOf(meter, meter.replaceFirst("_(bucket|count|sum|max)$", "")));
  }
}
