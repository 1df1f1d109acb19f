package dev.wharf.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxConfig;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The dashboard in a real browser, served by the packaged jar, as somebody with the demo sees it.
 * Pictures are left in {@code target/screenshots}.
 */
class DashboardJarIT {

  private static final double PATIENCE = 10_000;
  private static final Path TARGET =
      Path.of(System.getProperty("wharf.jar")).toAbsolutePath().getParent().getParent();

  private final Vertx vertx = Vertx.vertx();
  private final List<String> complaints = new ArrayList<>();
  private Sandbox sandbox;
  private WharfProcess wharf;
  private Playwright playwright;
  private Browser browser;
  private Page page;

  @BeforeEach
  void start() throws Exception {
    sandbox =
        Sandbox.start(vertx, SandboxConfig.ephemeral(), Clock.systemUTC(), new SecureRandom())
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    Path folder = Files.createTempDirectory(Files.createDirectories(TARGET.resolve("jar-it")), "d");
    String phone = "http://127.0.0.1:" + sandbox.port();
    wharf = new WharfProcess(folder, sandbox, Map.of("WHARF_DEMO_PHONE_URL", phone)).start();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium())
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1280, 860));
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text() + " " + message.location());
          }
        });
    page.onPageError(complaints::add);
  }

  @AfterEach
  void stop() throws Exception {
    try {
      browser.close();
      playwright.close();
      wharf.close();
    } finally {
      sandbox.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  private static Path chromium() {
    String found = System.getenv("WHARF_CHROMIUM");
    Path path = Path.of(found == null || found.isBlank() ? "/usr/bin/chromium" : found);
    assertTrue(
        Files.isExecutable(path),
        "the browser tests need Chromium: run make test, or set WHARF_CHROMIUM");
    return path;
  }

  @Test
  void walksFromCreateToActiveAndBackByReset() {
    page.navigate(wharf.uri("/").toString());
    shows("live-indicator");
    assertThat(at("live-indicator")).hasAttribute("data-phase", "live", patient());
    // The first account pays for loading the classes of server, sandbox and page: shown, not
    // judged.
    create("Back office");
    System.out.println("DashboardJarIT cold " + pair());
    String office = at("phone-number").getAttribute("data-number");
    page.navigate(wharf.uri("/").toString());

    create("Front desk");
    Times times = pair();
    System.out.println("DashboardJarIT " + times);
    assertTrue(times.toQr() < 1_000, "a QR code within a second: " + times);
    assertTrue(times.toActive() < 3_000, "active within three seconds: " + times);
    assertTrue(
        at("phone-number").getAttribute("data-number").matches("\\+[1-9][0-9]{6,14}"),
        "the phone number is shown");
    picture("active");
    writeTo(office);

    at("reset").click();
    at("confirm").click();
    hasStatus("inactive");
    picture("reset");

    String deleted = page.url().substring(page.url().lastIndexOf('/') + 1);
    at("delete").click();
    assertThat(at("confirm")).isDisabled();
    at("confirm-name").fill("Front desk");
    at("confirm").click();
    assertThat(at("account-row")).hasCount(1);
    // The row goes with the event, the page with the answer.
    assertThat(page).hasURL(wharf.uri("/").toString());
    at("account-row").getByRole(AriaRole.LINK).click();
    assertThat(at("chat-row")).containsText("Good morning", contained());
    assertThat(at("chat-row")).containsText("1 unread", contained());
    // What the page asks of an account while that goes may find it gone.
    complaints.removeIf(it -> it.contains("404") && it.contains(deleted));
    assertEquals(List.of(), complaints, "the browser has nothing to complain about");
  }

  /**
   * Milliseconds from the click to the QR code, and from the scan to active, as somebody sees them.
   */
  private record Times(long toQr, long toActive) {}

  /** Pairs the account that is open. */
  private Times pair() {
    at("connect").click();
    long clicked = System.nanoTime();
    assertThat(at("qr")).isVisible(visible());
    long qr = System.nanoTime();
    picture("qr");
    at("scan").click();
    long scanned = System.nanoTime();
    hasStatus("active");
    long active = System.nanoTime();
    return new Times((qr - clicked) / 1_000_000, (active - scanned) / 1_000_000);
  }

  /** Sends a text to another account of this Wharf, and watches how far it comes. */
  private void writeTo(String number) {
    at("message-to").fill(number);
    at("message-text").fill("Good morning");
    at("message-text").press("Enter");
    assertThat(at("message")).containsText("Good morning", contained());
    assertThat(at("message")).hasAttribute("data-state", "delivered", patient());
    at("message-react").click();
    page.getByLabel("React with").getByText("👍").click();
    assertThat(page.getByLabel("Reactions")).containsText("👍", contained());
    picture("message");
  }

  @Test
  void showsTheCurrentCodeAtOnceToWhoComesLateByALink() {
    page.navigate(wharf.uri("/").toString());
    create("Reception");
    at("connect").click();
    assertThat(at("qr")).isVisible(visible());
    String showing = at("qr").getAttribute("src");

    Page late = browser.newPage();
    late.navigate(page.url());
    assertThat(late.getByTestId("qr")).isVisible(visible());
    assertEquals(showing, late.getByTestId("qr").getAttribute("src"));
    assertEquals(404, late.navigate(wharf.uri("/no/such/page").toString()).status());
  }

  @Test
  void comesBackByItselfWhenTheServerDoes() throws Exception {
    page.navigate(wharf.uri("/").toString());
    assertThat(at("live-indicator")).hasAttribute("data-phase", "live", patient());
    create("Back office");
    wharf.kill();
    assertThat(at("live-indicator")).not().hasAttribute("data-phase", "live", patient());
    wharf.start();
    assertThat(at("live-indicator"))
        .hasAttribute(
            "data-phase", "live", new LocatorAssertions.HasAttributeOptions().setTimeout(40_000));
    assertThat(at("account-row")).hasCount(1);
  }

  @Test
  void isReadableOnAPhoneAndInTheDark() {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    page.setViewportSize(360, 740);
    page.navigate(wharf.uri("/").toString());
    create("A rather long name of an account in a narrow window");
    at("connect").click();
    assertThat(at("qr")).isVisible(visible());
    picture("phone-dark");
    Object overflow =
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertEquals(0, ((Number) overflow).intValue(), "nothing sticks out sideways");
  }

  private void create(String name) {
    at("create-account").first().click();
    at("account-name").fill(name);
    at("create-submit").click();
    assertThat(at("account")).isVisible(visible());
  }

  private Locator at(String testId) {
    return page.getByTestId(testId);
  }

  private void shows(String testId) {
    assertThat(at(testId)).isVisible(visible());
  }

  private void picture(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(TARGET.resolve("screenshots").resolve(name + ".png"))
            .setFullPage(name.startsWith("phone")));
  }

  private static LocatorAssertions.IsVisibleOptions visible() {
    return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE);
  }

  private static LocatorAssertions.HasAttributeOptions patient() {
    return new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE);
  }

  private static LocatorAssertions.ContainsTextOptions contained() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE);
  }

  private void hasStatus(String status) {
    assertThat(at("account").getByTestId("status-chip"))
        .hasAttribute("data-status", status, patient());
  }
}
