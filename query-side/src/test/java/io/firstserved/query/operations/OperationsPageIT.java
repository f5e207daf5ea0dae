package io.firstserved.query.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.query.Tokens;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;
import org.springframework.context.SmartLifecycle;

/**
 * The operations page in a real browser, through the trend of an event: a campaign under load, a
 * projector that stops, a dead letter, a rebuild, an audit, a tampered log, a restart. Each state
 * is left as a picture in {@code target/screenshots}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperationsPageIT {

  private static final String CUT_SHORT = "c0757000-0000-4000-8000-000000000000";
  private static final String NAME = "Spring sale";
  private static final String MARKUP = "<img src=x onerror=alert(1)> & <b>more</b>";
  private static final int PICTURE_HEIGHT = 1_180;

  private static Browser browser;
  private static PageSystem system;

  @BeforeAll
  static void start() {
    browser = Browser.startOrSkip();
    system = PageSystem.start(Map.of("first-served.page.recovered-for", "20s"));
    browser.driver.get(system.url());
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

  private static SmartLifecycle projector() {
    return (SmartLifecycle) system.node.bean("projectorLoop");
  }

  @Test
  @Order(1)
  void isLiveWithoutSigningInAndShowsNothingThatNeedsARole() {
    browser.awaitText("#connection", "Live");
    browser.awaitText("#sentence", "All is well");
    assertThat(browser.find("#audit-start").isDisplayed()).isFalse();
    assertThat(browser.find("#create").isDisplayed()).isFalse();
    browser.awaitText("#audit", "Sign in as auditor");
  }

  @Test
  @Order(2)
  void isUsedByKeyboardAlone() {
    browser.type("body", Keys.TAB.toString());
    assertThat(browser.driver.switchTo().activeElement().getAttribute("class")).isEqualTo("skip");
    browser.driver.switchTo().activeElement().sendKeys(Keys.ENTER);
    assertThat(browser.script("return document.activeElement.id")).isEqualTo("main");

    browser.find("#sign").sendKeys(Keys.ENTER);
    browser.awaitThat("dialog[open] input", input -> assertThat(input.isDisplayed()).isTrue());
    browser.driver.switchTo().activeElement().sendKeys(Keys.ESCAPE);
    await().until(() -> browser.findAll("dialog").isEmpty());
    assertThat(browser.script("return document.activeElement.id")).isEqualTo("sign");
  }

  @Test
  @Order(3)
  void signsInWithATokenWhoseRolesDecideWhatIsShown() {
    browser.click("#sign");
    browser.type("dialog input", "nonsense");
    browser.click("dialog .main");
    browser.awaitText("dialog [role=alert]", "not a token");
    browser.script("document.querySelector('dialog input').value = ''");
    browser.type("dialog input", Tokens.of("ada", "campaign-admin", "auditor", "operator"));
    browser.click("dialog .main");

    browser.awaitText("#who", "ada (campaign-admin, auditor, operator)");
    assertThat(browser.find("#audit-start").isDisplayed()).isTrue();
    assertThat(browser.script("return sessionStorage.length + ' ' + localStorage.length"))
        .isEqualTo("1 0");
  }

  private static void create(String id, String name, String quota) {
    browser.click("#campaigns summary");
    browser.type("#create [name=name]", name);
    browser.type("#create [name=quota]", quota);
    browser.type("#create [name=id]", id);
    browser.click("#create .main");
    browser.awaitText("#notice", name + " was created");
    browser.awaitText("#campaign h3", name);
  }

  @Test
  @Order(4)
  void createsACampaign() {
    create("spring", NAME, "2000");
    browser.awaitText("[data-campaign=spring] .name", NAME);
    browser.awaitText("#campaign .big", "0 of 2,000 issued");
  }

  @Test
  @Order(5)
  void showsACampaignUnderLoad() {
    system.shop.open("spring", 20, Duration.ofMillis(200));
    browser.awaitThat(
        "#campaign .big",
        issued ->
            assertThat(Integer.parseInt(issued.getText().replaceAll("of.*|\\D", "")))
                .isGreaterThan(150));
    browser.awaitText("#campaign .facts", "per second");
    browser.awaitText("#campaign .facts", "Sells out\nin about");
    browser.awaitText("#latency", "99 % within");
    browser.awaitText("[data-outcome=already_issued] th", "has one already");
    browser.screenshot("operations-page", PICTURE_HEIGHT);
  }

  @Test
  @Order(6)
  void pausesResumesAndRaisesTheQuota() {
    browser.click("[data-action=pause]");
    browser.awaitText("[data-campaign=spring] .pill", "paused");
    browser.click("[data-action=resume]");
    browser.awaitText("[data-campaign=spring] .pill", "open");
    browser.click("[data-action=raise]");
    browser.script("document.querySelector('dialog input').value = ''");
    browser.type("dialog input", "20000");
    browser.click("dialog .main");
    browser.awaitText("#campaign .big", "of 20,000");
    assertThat(system.commandSide.calls).hasSize(4);
  }

  @Test
  @Order(6)
  void takesACampaignsNameForTextAndNothingElse() {
    create("markup", MARKUP, "1");
    browser.awaitText("[data-campaign=markup] .name", MARKUP);
    assertThat(browser.findAll("#campaigns img, #campaigns b")).isEmpty();
    browser.click("[data-campaign=spring] a");
    browser.awaitText("#campaign h3", NAME);
  }

  @Test
  @Order(7)
  void saysThatTheProjectorHasStoppedAndThatItHasRecovered() {
    projector().stop();
    browser.awaitThat(
        "#sentence",
        sentence ->
            assertThat(sentence.getText())
                .matches(
                    "The projector has stopped [6-9] s ago; [\\d,]+ events wait; nothing is lost\\."));
    browser.awaitThat(
        "[data-stage=projector]",
        stage -> assertThat(stage.getAttribute("class")).contains("behind"));
    assertThat(browser.driver.getTitle()).startsWith("⚠ The projector has stopped");
    browser.screenshot("projector-stopped");

    projector().start();
    browser.awaitText("#sentence", "Recovered: everything is projected again");
    browser.screenshot("recovered");
  }

  @Test
  @Order(8)
  void showsADeadLetterWithItsCauseAndTriesAgain() {
    system.shop.closeDoors();
    // A row that is in the way, as a bug or a hand might have left it.
    var coupon = system.shop.next("spring").couponId();
    system.execute(
        "INSERT INTO coupon (slot, coupon_id, campaign_id, user_id, serial, ordinal, status,"
            + " issued_at_micros) VALUES (0, '%s', 'x', 'x', 1, 1, 'ISSUED', 0)".formatted(coupon));
    system.shop.sell("spring", 1);
    browser.awaitText("[data-letter] .bad", "Duplicate");
    browser.awaitText("#sentence", "parked as dead letters");
    browser.screenshot("dead-letter");

    browser.click("[data-letter] [data-action=retry]");
    browser.awaitText("#notice", "0 taken, 1 still refused");
    system.execute("DELETE FROM coupon WHERE coupon_id = '%s'".formatted(coupon));
    browser.click("[data-letter] [data-action=retry]");
    browser.awaitText("#notice", "1 taken, 0 still refused");
    browser.awaitText("#letters", "None: every event could be taken");
  }

  @Test
  @Order(9)
  void rebuildsAProjectionAndShowsHowFarItIs() {
    browser.click("[data-projection=coupons] button");
    browser.click("dialog .main");
    browser.awaitText("[data-replay=coupons]", "Rebuilding: ");
    browser.screenshot("rebuilding");
    browser.awaitText("[data-replay=coupons]", "Last rebuilt");
  }

  @Test
  @Order(10)
  void auditsACampaignAndHandsOutTheProof() throws Exception {
    system.shop.seal();
    browser.script(
        "const s = document.querySelector('#audit-start [name=campaign]'); s.value = 'spring'");
    browser.click("#audit-start .main");
    browser.awaitText("#verdict", "Proven: every promise was checked and holds");
    browser.awaitText("#audit-list .pill", "proven");
    browser.screenshot("audit-proven");

    browser.click("#bundle");
    assertThat(Files.readString(browser.downloaded("spring.proof.ndjson"))).contains("spring");
  }

  @Test
  @Order(11)
  void namesTheEventThatWasTamperedWith() {
    system.shop.tamper("spring");
    browser.click("#audit-start .main");
    browser.awaitText("#verdict", "Violated");
    browser.awaitText("#audit", "spring#2");
    assertThat(browser.findAll("#audit-list > li")).hasSize(2);
    browser.screenshot("audit-violated");
  }

  @Test
  @Order(12)
  void doesNotCallAPromiseKeptThatAnIncompleteAuditDidNotProve() {
    system.execute(
        "INSERT INTO audit (id, campaign_id, source, requested_by, requested_at_millis, state,"
            + " heartbeat_millis, verdict, report) VALUES ('"
            + CUT_SHORT
            + "', NULL, 'BOTH', 'nobody',"
            + " 9999999999999, 'DONE', 0, 'INCOMPLETE', '{\"reasons\":[\"Kafka is away\"],"
            + "\"figures\":null,\"violationCounts\":{},\"violations\":[]}')");
    browser.click("[data-audit='" + CUT_SHORT + "'] button");
    browser.awaitText("#verdict", "Incomplete");
    browser.awaitText("#audit table", "not proven");
    assertThat(browser.findAll("#audit .good")).isEmpty();
    browser.screenshot("audit-incomplete");
    system.execute("DELETE FROM audit WHERE id = '" + CUT_SHORT + "'");
  }

  @Test
  @Order(12)
  void marksWhatIsOnlyLastKnown() {
    system.execute("RENAME TABLE audit TO audit_away");
    browser.awaitText("#campaigns .as-of", "Last known, from ");
    browser.awaitText("#projections .as-of", "Last known, from ");
    browser.screenshot("last-known");
    system.execute("RENAME TABLE audit_away TO audit");
    browser.awaitThat(
        "#campaigns", section -> assertThat(section.getAttribute("class")).doesNotContain("old"));
    // The chosen audit may have been asked for meanwhile: the browser's complaint is expected.
    browser.complaints();

    var watcher = (SmartLifecycle) system.node.bean("lagWatcherLifecycle");
    watcher.stop();
    browser.awaitText("[data-stage=projector]", "last seen ");
    watcher.start();
    browser.awaitThat(
        "[data-stage=projector]",
        stage -> assertThat(stage.getText()).doesNotContain("last seen "));
  }

  @Test
  @Order(13)
  void isAccessibleAndFitsAtBothWidthsInBothSchemes() {
    assertThat(browser.complaints()).isEmpty();
    for (var width : new int[] {Browser.WIDE, Browser.NARROW}) {
      for (var scheme : new String[] {"light", "dark"}) {
        browser.show(width, scheme);
        assertThat(browser.inaccessible()).as(width + " " + scheme).isEmpty();
        assertThat(browser.scrollsSideways()).as("scrolls sideways at " + width).isFalse();
        browser.screenshot("page-" + width + "-" + scheme);
      }
    }
    browser.show(Browser.WIDE, "light");
  }

  /** A browser keeps six connections to a server. */
  @Test
  @Order(13)
  void sharesOneStreamInAllWindowsOfABrowser() {
    var feed = (LiveFeed) system.node.bean("liveFeed");
    var first = browser.driver.getWindowHandle();
    var others = new ArrayList<String>();
    for (int number = 0; number < 7; number++) {
      browser.driver.switchTo().newWindow(number < 4 ? WindowType.WINDOW : WindowType.TAB);
      others.add(browser.driver.getWindowHandle());
      browser.driver.get(system.url());
      browser.awaitText("#connection", "Live");
    }
    for (var window : others.subList(0, 3)) {
      browser.driver.switchTo().window(window);
      browser.awaitText("#connection", "Live");
    }
    await().untilAsserted(() -> assertThat(feed.readers()).isEqualTo(1));

    for (var window : others) {
      browser.driver.switchTo().window(window);
      browser.driver.close();
    }
    browser.driver.switchTo().window(first);
    browser.awaitText("#connection", "Live");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  @Order(13)
  void hasNoStreamWhileItIsHidden() {
    var feed = (LiveFeed) system.node.bean("liveFeed");
    var page = browser.driver.getWindowHandle();
    browser.driver.switchTo().newWindow(WindowType.TAB);
    await().untilAsserted(() -> assertThat(feed.readers()).isZero());

    browser.driver.close();
    browser.driver.switchTo().window(page);
    await().untilAsserted(() -> assertThat(feed.readers()).isEqualTo(1));
    browser.awaitText("#connection", "Live");
  }

  @Test
  @Order(14)
  void speaksKorean() {
    browser.click("#language");
    browser.awaitText("#campaigns-title", "캠페인");
    browser.awaitText("#sentence", "정상");
    assertThat(browser.script("return document.documentElement.lang")).isEqualTo("ko");
    assertThat(browser.inaccessible()).isEmpty();
    browser.screenshot("korean");
    browser.click("#language");
    browser.awaitText("#campaigns-title", "Campaigns");
  }

  @Test
  @Order(15)
  void survivesARestartOfTheServerAndSaysSo() {
    browser.awaitText("#connection", "Live");
    system.stopNode();
    browser.awaitText("#connection", "Connection lost");
    browser.awaitText("#sentence", "No figures arrive");
    assertThat(browser.find("#finding").getAttribute("class")).isEqualTo("finding");
    browser.screenshot("connection-lost", PICTURE_HEIGHT);

    system.startNode();
    browser.awaitText("#connection", "the server has restarted");
    browser.awaitText("[data-campaign=spring] .name", NAME);
    assertThat(browser.text("#who")).startsWith("ada");
  }
}
