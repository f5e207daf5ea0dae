package io.firstserved.api.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CampaignTermsTest {

  private static final Instant T = Instant.parse("2026-03-01T09:00:00Z");

  @Test
  void keepsTheWindowToTheMillisecond() {
    var terms = window(T.plusNanos(1_999_999), T.plusNanos(2_000_001));

    assertThat(terms.opensAt()).isEqualTo(T.plusMillis(1));
    assertThat(terms.closesAt()).isEqualTo(T.plusMillis(2));
  }

  @Test
  void refusesAWindowThatDoesNotEndAfterItBegins() {
    refused(() -> window(T, T), "closesAt");
    refused(() -> window(T, T.minusMillis(1)), "closesAt");
    refused(() -> window(T, T.plusNanos(999_999)), "closesAt");
  }

  @Test
  void refusesDatesThatNoDatabaseKnows() {
    refused(() -> window(Instant.EPOCH.minusMillis(1), null), "opensAt");
    refused(() -> window(null, CampaignTerms.END_OF_INSTANTS), "closesAt");
    assertThat(window(Instant.EPOCH, CampaignTerms.END_OF_INSTANTS.minusMillis(1))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, CampaignTerms.MAX_QUOTA + 1})
  void refusesAQuotaOutOfRange(long quota) {
    refused(() -> new CampaignTerms("n", quota, 1, null, null, null), "quota");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, CampaignTerms.MAX_PER_USER_LIMIT + 1})
  void refusesALimitOutOfRange(int limit) {
    refused(() -> new CampaignTerms("n", 1L, limit, null, null, null), "perUserLimit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u00e4\u0000", "half \ud83d", "line\nbreak"})
  void refusesANameThatCannotBeShown(String name) {
    refused(() -> new CampaignTerms(name, 1L, 1, null, null, null), "name");
  }

  @Test
  void refusesANameThatIsTooLong() {
    var longest = "n".repeat(CampaignTerms.MAX_NAME_LENGTH);

    assertThat(new CampaignTerms(longest, 1L, 1, null, null, null).name()).isEqualTo(longest);
    refused(() -> new CampaignTerms(longest + "n", 1L, 1, null, null, null), "name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"P0D", "P-1D", "P1M-1D", "P101Y", "P1201M", "P36601D", "P2147483647Y"})
  void refusesAValidityThatIsNoneOrEndless(String period) {
    refused(() -> validity(Period.parse(period)), "couponValidity");
  }

  @ParameterizedTest
  @ValueSource(strings = {"P1D", "P30D", "P1Y6M", "P100Y", "P36600D"})
  void takesAnyOtherValidity(String period) {
    assertThat(validity(Period.parse(period)).couponValidity()).isEqualTo(Period.parse(period));
  }

  private static void refused(Runnable construction, String field) {
    assertThatThrownBy(construction::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(field);
  }

  private static CampaignTerms window(Instant opensAt, Instant closesAt) {
    return new CampaignTerms("n", 1L, 1, opensAt, closesAt, null);
  }

  private static CampaignTerms validity(Period period) {
    return new CampaignTerms("n", 1L, 1, null, null, period);
  }
}
