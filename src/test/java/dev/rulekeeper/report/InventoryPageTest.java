package dev.rulekeeper.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.ledger.Ledger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page says everything, does nothing but filter, and takes every text for text. */
class InventoryPageTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 29);
  private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
  private static final String ATTACK =
      "\"><script>alert(1)</script><img src=x onerror=alert(2)>'`&amp;\u202e\u2028${1}{{x}}";
  @TempDir private Path folder;

  private static RuleFile rule(int number, String name, String scope, String header) {
    RuleId id = new RuleId(new UUID(0x019c88ef60ff7167L, 0x8fc8a9588eea0000L + number));
    ObjectNode fields = ExactJson.object();
    fields
        .put("id", id.toString())
        .put("name", name)
        .put("state", number % 3 == 2 ? "DISABLED" : "ENABLED")
        .put("scope", scope)
        .put("authorAccountId", "5f0e1a2b3c4d5e6f7081920" + number % 4);
    ObjectNode action = fields.putArray("components").addObject();
    action
        .put("component", "ACTION")
        .put("type", "jira.issue.outgoing.webhook")
        .putObject("value")
        .put("url", "https://ci" + number % 2 + ".acme.example/start")
        .putArray("headers")
        .addObject()
        .put("name", "Authorization")
        .put("value", header)
        .put("headerSecure", true);
    return new RuleFile("rules/p/" + number + ".yaml", new Rule(id, fields), "");
  }

  private static Inventory inventory() {
    List<RuleFile> files = new ArrayList<>();
    for (int number = 0; number < 24; number++) {
      String secret = number % 4 == 3 ? "on-call-key" : "ci-bot";
      files.add(
          rule(
              number,
              "Start build " + number,
              "project/1000" + number % 3,
              number % 5 == 4 ? "none" : "Bearer <<secret:" + secret + ">>"));
    }
    files.add(rule(30, ATTACK, "site", "Bearer <<secret:undeclared>>"));
    Ledger ledger =
        Ledger.read(
            ExactJson.read(
                "{\"secrets\": {\"ci-bot\": {\"expires\": \"2026-12-12\", \"expires-from\":"
                    + " \"organization\", \"owner\": \"platform\"}, \"on-call-key\": {\"expires\":"
                    + " \"2027-11-29\", \"expires-from\": \"latest\", \"owner\": \"<b>ops</b>\"},"
                    + " \"gone\": {\"expires\": \"2026-10-01\"}, \"storage\": {}}}"));
    return Inventory.of("acme", files, ledger, TODAY, Optional.empty());
  }

  private static Chromium browser(Path folder) throws IOException, InterruptedException {
    Optional<Path> installed = Chromium.installed();
    assumeTrue(installed.isPresent(), "no Chromium here: set CHROMIUM to where it is");
    return Chromium.start(installed.orElseThrow(), folder);
  }

  private Path written(Inventory inventory) throws IOException {
    return Files.writeString(folder.resolve("report.html"), inventory.html());
  }

  @Test
  void every_text_of_a_rule_is_text_in_the_page_and_nothing_is_loaded() {
    String page = inventory().html();
    assertThat(page)
        .contains("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("&lt;b&gt;ops&lt;/b&gt;")
        .doesNotContain("<script>alert")
        .doesNotContain("<img")
        .doesNotContain("\u202e")
        .doesNotContain("\u2028")
        .contains("default-src &#39;none&#39;")
        .doesNotContain("@import")
        .doesNotContain("http://")
        .doesNotContain("url(");
    assertThat(page.split("<script>", -1)).hasSize(2);
    String tags =
        Pattern.compile("<[^>]*>")
            .matcher(page.replaceFirst("(?s)<script>.*", "").replaceAll("\"[^\"]*\"", ""))
            .results()
            .map(MatchResult::group)
            .collect(Collectors.joining());
    assertThat(tags).contains("<td class=>").doesNotContainPattern("\\s(?:src|href|style|on\\w+)=");
  }

  @Test
  void the_document_has_the_same_figures() {
    JsonNode document = inventory().json();
    assertThat(document.path("secrets").path(0).path("name").asText()).isEqualTo("gone");
    JsonNode bot = document.path("secrets").path(1);
    assertThat(bot.path("name").asText()).isEqualTo("ci-bot");
    assertThat(bot.path("daysLeft").asInt()).isEqualTo(13);
    assertThat(bot.path("projects").path("project/10000").asInt()).isPositive();
    assertThat(bot.path("hosts").path("ci0.acme.example").asInt()).isPositive();
    assertThat(document.path("rules")).hasSize(25);
  }

  @Test
  void the_page_filters_by_keyboard_without_a_complaint_or_a_request()
      throws IOException, InterruptedException {
    try (Chromium browser = browser(folder)) {
      Path file = written(inventory());
      browser.screen(1200, 900, false);
      browser.open(file);
      int all = visible(browser);
      assertThat(all).isGreaterThan(50);
      browser.press("/");
      "on-call".chars().forEach(letter -> browser.press(Character.toString(letter)));
      int found = visible(browser);
      assertThat(found).isPositive().isLessThan(all);
      assertThat(text(browser, "document.getElementById('count').textContent"))
          .isEqualTo(found + " lines of " + all);
      assertThat(
              browser
                  .evaluate(
                      "[...document.querySelectorAll('tr[data-text]')].filter(row => !row.hidden)"
                          + ".every(row => row.dataset.text.includes('on-call'))")
                  .asBoolean())
          .isTrue();
      browser.press("Escape");
      assertThat(visible(browser)).isEqualTo(all);
      browser.evaluate("document.querySelector('[data-flag=off]').click()");
      assertThat(visible(browser)).isPositive().isLessThan(all);
      browser.evaluate("document.querySelector('[data-flag=soon]').click()");
      assertThat(visible(browser)).isZero();
      browser.press("Escape");
      browser.press("Tab");
      assertThat(text(browser, "document.activeElement.tagName")).isNotEqualTo("BODY");
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.requests()).containsOnly(file.toUri().toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1200 light", "1200 dark", "360 light", "360 dark"})
  void the_page_is_accessible_on_a_screen_and_on_a_phone(String screen)
      throws IOException, InterruptedException {
    int width = Integer.parseInt(screen.split(" ")[0]);
    try (Chromium browser = browser(folder)) {
      browser.screen(width, 800, screen.endsWith("dark"));
      browser.open(written(inventory()));
      browser.evaluate(
          "document.querySelectorAll('details').forEach(each => { each.open = true; })");
      assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
          .as("nothing makes the page wider than the screen")
          .isLessThanOrEqualTo(width);
      browser.evaluate(axe() + "\n;0");
      JsonNode findings =
          browser.evaluate(
              "axe.run().then(result => result.violations.map(each => each.id + ' ' + each.impact"
                  + " + ' ' + each.nodes[0].html + ' ' + each.nodes[0].failureSummary))");
      assertThat(findings).as(findings.toPrettyString()).isEmpty();
    }
  }

  private static int visible(Chromium browser) throws IOException {
    return browser
        .evaluate(
            "[...document.querySelectorAll('tr[data-text]')].filter(row => !row.hidden).length")
        .asInt();
  }

  private static String text(Chromium browser, String expression) throws IOException {
    return browser.evaluate(expression).asText();
  }

  private static String axe() throws IOException {
    try (InputStream stream = InventoryPageTest.class.getResourceAsStream(AXE)) {
      assumeTrue(stream != null, "axe-core is not on the class path of this run");
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
