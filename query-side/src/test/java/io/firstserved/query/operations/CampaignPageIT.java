package io.firstserved.query.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.query.Tokens;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A campaign's own address on the operations page, in a real browser: reached by search, kept by
 * reload and the way back, with its coupons for those who may see them. The page is sent only the
 * two latest campaigns, so that most are not among them.
 */
class CampaignPageIT {

  private static final String ZONE = "Asia/Seoul";
  private static final int OTHERS = 25;

  private static Browser browser;
  private static PageSystem system;

  @BeforeAll
  static void start() {
    browser = Browser.startOrSkip();
    browser.command("Emulation.setTimezoneOverride", Map.of("timezoneId", ZONE));
    system = PageSystem.start(Map.of("first-served.page.campaign-limit", "2"));
    system.shop.create("winter", "Winter sale", 100L);
    system.shop.sell("winter", 60);
    for (int number = 0; number < OTHERS; number++) {
      system.shop.create("other-%02d".formatted(number), "Other " + number, null);
    }
    system.shop.create("first", "First sale", 10L);
    system.shop.sell("first", 2);
    system.shop.create("second", "Second sale", 10L);
    system.shop.sell("second", 1);
    browser.driver.get(system.url());
    browser.awaitText("#campaign h3", "Second sale");
  }

  @AfterAll
  static void stop() {
    if (system != null) {
      system.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void beginAtTheStart() {
    browser.script("sessionStorage.clear()");
    open("");
  }

  @AfterEach
  void complainsOfNothing() {
    assertThat(browser.complaints()).isEmpty();
  }

  /** Loads the page anew at this address. */
  private static void open(String hash) {
    browser.driver.get("about:blank");
    browser.driver.get(system.url() + hash);
    browser.awaitText("#connection", "Live");
  }

  private static void signIn() {
    browser.script(
        "sessionStorage.setItem('first-served.token', arguments[0])", Tokens.of("ann", "auditor"));
    browser.driver.navigate().refresh();
    browser.awaitText("#who", "ann (auditor)");
  }

  private static void search(String words) {
    browser.find("#search input").clear();
    browser.type("#search input", words);
    browser.click("#search button");
  }

  private static String address() {
    return String.valueOf(browser.script("return location.hash"));
  }

  @Test
  void findsACampaignThatIsNotAmongTheLatest() {
    assertThat(browser.findAll("[data-campaign=winter]")).isEmpty();

    search("TER SALE");
    browser.click("[data-found=winter] a");

    browser.awaitText("#campaign h3", "Winter sale");
    browser.awaitText("#campaign .big", "60 of 100 issued");
    browser.awaitText("#campaign a", "winter");
    assertThat(browser.text("[data-found=winter]")).contains("winter");
    assertThat(address()).isEqualTo("#/campaigns/winter");
    assertThat(browser.find("[data-found=winter] a").getAttribute("aria-current"))
        .isEqualTo("true");
    browser.screenshot("campaign-found");
  }

  @Test
  void saysThatNoCampaignIsFound() {
    search("nowhere");
    browser.awaitText("#found-words", "No campaign has it");

    browser.click("#found-end");
    assertThat(browser.find("#found").isDisplayed()).isFalse();
  }

  @Test
  void listsAllCampaignsPageByPage() {
    search("");
    await().untilAsserted(() -> assertThat(browser.findAll("#found-list > li")).hasSize(20));

    browser.click("#found-more");
    await()
        .untilAsserted(() -> assertThat(browser.findAll("#found-list > li")).hasSize(OTHERS + 3));
    assertThat(browser.find("#found-more").isDisplayed()).isFalse();
  }

  @Test
  void keepsACampaignOverReloadAndFindsItAgainOnTheWayBack() {
    open("#/campaigns/winter");
    browser.awaitText("#campaign h3", "Winter sale");
    browser.click("[data-campaign=first] a");
    browser.awaitText("#campaign h3", "First sale");

    browser.driver.navigate().back();
    browser.awaitText("#campaign h3", "Winter sale");
    browser.driver.navigate().refresh();
    browser.awaitText("#campaign h3", "Winter sale");
    browser.driver.navigate().forward();
    browser.awaitText("#campaign h3", "First sale");
  }

  @Test
  void followsACampaignThatIsNotAmongTheLatest() {
    open("#/campaigns/other-07");
    browser.awaitText("#campaign .big", "0 issued, no quota");
    // In its row alone, so that it does not become one of the two latest.
    system.execute("UPDATE campaign_summary SET issued = 3 WHERE campaign_id = 'other-07'");

    browser.awaitText("#campaign .big", "3 issued, no quota");
  }

  @Test
  void saysThatThereIsNoSuchCampaign() {
    open("#/campaigns/nobody");
    browser.awaitText("#campaign", "There is no campaign “nobody”");
    assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("404"));

    open("#/campaigns/%3Cb%3Ebold");
    browser.awaitText("#campaign", "“<b>bold” cannot be the identity of a campaign");
    open("#/campaigns/%E0%A4%A");
    browser.awaitText("#campaign", "cannot be the identity of a campaign");
    browser.click("[data-campaign=first] a");
    browser.awaitText("#campaign h3", "First sale");
  }

  @Test
  void tellsTimesInTheViewersZoneAndTheInstantBeside() {
    open("#/campaigns/winter");
    browser.awaitText("#zone", ZONE + " (UTC+09:00)");
    browser.awaitThat(
        "#campaign dd[title$=Z]",
        time -> {
          var instant = Instant.parse(time.getAttribute("title"));
          var there = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.of(ZONE));
          assertThat(time.getText()).contains(there.format(instant));
        });
  }

  @Test
  void showsCouponsToThoseWhoMaySeeThem() throws Exception {
    open("#/campaigns/winter");
    browser.awaitText("#campaign h3", "Winter sale");
    assertThat(browser.findAll("#coupons")).isEmpty();
    signIn();

    browser.click("[data-action='coupons.show']");
    browser.awaitText("#coupons tbody", "user-50");
    assertThat(browser.findAll("#coupons tbody tr")).hasSize(50);
    assertThat(browser.find("#coupons tbody td span").getAttribute("title")).endsWith("Z");
    browser.screenshot("campaign-coupons");

    browser.click("[data-action='coupons.next']");
    await().untilAsserted(() -> assertThat(browser.findAll("#coupons tbody tr")).hasSize(10));
    browser.awaitText("#coupons tbody", "user-60");
    assertThat(browser.find("[data-action='coupons.next']").isDisplayed()).isFalse();

    browser.click("[data-action='coupons.file']");
    assertThat(Files.readAllLines(browser.downloaded("winter.coupons.csv"))).hasSize(61);
  }

  @Test
  void offersTheCampaignOfTheAddressToAnAudit() {
    assertThat(browser.findAll("#audit-start option[value=winter]")).isEmpty();
    open("#/campaigns/winter");

    browser.awaitThat(
        "#audit-start option[value=winter]",
        option -> assertThat(option.getAttribute("textContent")).isEqualTo("winter"));
  }

  @Test
  void isAccessibleAndFitsAtBothWidths() {
    open("#/campaigns/winter");
    signIn();
    search("sale");
    browser.awaitText("[data-found=winter]", "Winter sale");
    browser.click("[data-action='coupons.show']");
    browser.awaitText("#coupons tbody", "user-50");
    for (var width : new int[] {Browser.WIDE, Browser.NARROW}) {
      for (var scheme : new String[] {"light", "dark"}) {
        browser.show(width, scheme);
        assertThat(browser.inaccessible()).as(width + " " + scheme).isEmpty();
        assertThat(browser.scrollsSideways()).as("scrolls sideways at " + width).isFalse();
        browser.screenshot("campaign-" + width + "-" + scheme);
      }
    }
    browser.show(Browser.WIDE, "light");
  }

  @Test
  void speaksKorean() {
    open("#/campaigns/winter");
    browser.click("#language");
    browser.awaitText("#zone", "시간대: " + ZONE);
    browser.awaitText("#campaign .big", "100장 중 60장 발급");
    browser.click("#language");
    browser.awaitText("#zone", "Times: ");
    browser.awaitText("#campaign h3", "Winter sale");
  }
}
