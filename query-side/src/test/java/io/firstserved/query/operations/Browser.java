package io.firstserved.query.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import org.assertj.core.api.ThrowingConsumer;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a window. */
final class Browser implements AutoCloseable {

  static final int WIDE = 1_440;
  static final int NARROW = 390;

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  final ChromeDriver driver;
  private final Path downloads;

  private Browser(File chromium, File driverFile) {
    var options = new ChromeOptions();
    options.setBinary(chromium);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--lang=en");
    var logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.WARNING);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    var service = new ChromeDriverService.Builder().usingDriverExecutable(driverFile).build();
    driver = new ChromeDriver(service, options);
    downloads = Path.of("target", "downloads").toAbsolutePath();
    command(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", downloads.toString()));
    show(WIDE, "light");
  }

  /** Chromium and its driver, if this machine has them; else the tests are skipped. */
  static Browser startOrSkip() {
    var chromium = onPath("chromium");
    var driver = onPath("chromedriver");
    assumeTrue(
        chromium.isPresent() && driver.isPresent(),
        "no browser here: apt-get install chromium chromium-driver to test the operations page");
    return new Browser(chromium.orElseThrow(), driver.orElseThrow());
  }

  private static Optional<File> onPath(String name) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> new File(folder, name))
        .filter(File::canExecute)
        .findFirst();
  }

  void command(String name, Map<String, Object> parameters) {
    driver.executeCdpCommand(name, parameters);
  }

  /** Gives the page this width, in pixels, and this colour scheme. */
  void show(int width, String scheme) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    command(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  List<WebElement> findAll(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  String text(String css) {
    return find(css).getText();
  }

  void click(String css) {
    awaitThat(css, element -> assertThat(element.isDisplayed()).isTrue());
    script("arguments[0].scrollIntoView({block: 'center'})", find(css));
    find(css).click();
  }

  void type(String css, String text) {
    find(css).sendKeys(text);
  }

  /** Waits until the element is there and is so. */
  void awaitThat(String css, ThrowingConsumer<WebElement> condition) {
    await()
        .atMost(LIMIT)
        .ignoreException(StaleElementReferenceException.class)
        .untilAsserted(
            () -> {
              assertThat(findAll(css)).as(css).isNotEmpty();
              condition.accept(find(css));
            });
  }

  void awaitText(String css, String part) {
    awaitThat(css, element -> assertThat(element.getText()).contains(part));
  }

  Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** The whole page as a picture in the build folder. */
  Path screenshot(String name) {
    var height =
        ((Number) Objects.requireNonNull(script("return document.documentElement.scrollHeight")))
            .intValue();
    return screenshot(name, height);
  }

  /** The upper part of the page as a picture in the build folder. */
  Path screenshot(String name, int height) {
    var width = ((Number) Objects.requireNonNull(script("return innerWidth"))).intValue();
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    script("scrollTo(0, 0)");
    try {
      Files.createDirectories(SCREENSHOTS);
      return Files.write(
          SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Findings of axe that are serious or critical. */
  List<String> inaccessible() {
    if (!Boolean.TRUE.equals(script("return typeof axe === 'object'"))) {
      script(axe());
    }
    var found =
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ['violations']}).then((result) => done(result.violations
              .filter((one) => one.impact === 'serious' || one.impact === 'critical')
              .map((one) => one.id + ': ' + one.nodes.map((node) => node.target + ' ' + node.failureSummary).join('; '))),
              (failure) => done(['axe failed: ' + failure]));
            """);
    return ((List<?>) Objects.requireNonNull(found)).stream().map(Object::toString).toList();
  }

  private static String axe() {
    try (var script = Browser.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the page is wider than the window, so that it would have to be scrolled sideways. */
  boolean scrollsSideways() {
    return Boolean.TRUE.equals(
        script(
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth"));
  }

  /** What the browser complained of: policy violations, failed scripts, refused requests. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  Path downloaded(String name) {
    var file = downloads.resolve(name);
    await().atMost(LIMIT).until(() -> Files.exists(file));
    return file;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
