package dev.rulekeeper.report;

import dev.rulekeeper.rule.Count;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * An inventory as one page of HTML that loads nothing and sends nothing: its policy forbids both.
 * The page says everything without script; the script only filters.
 */
final class InventoryPage {
  private final Inventory inventory;
  private final Html html = new Html();
  private final InventorySections sections;

  private InventoryPage(Inventory inventory) {
    this.inventory = inventory;
    this.sections = new InventorySections(inventory, html);
  }

  /** The page. */
  static String of(Inventory inventory) {
    return new InventoryPage(inventory).page();
  }

  private String page() {
    String style = resource("report.css");
    String script = resource("report.js");
    String policy =
        "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'"
            .formatted(hash(style), hash(script));
    String title = "Automation rules and secrets of " + inventory.site();
    StringBuilder page = new StringBuilder("<!DOCTYPE html>\n");
    html.open("html", "lang", "en").open("head").line();
    html.open("meta", "charset", "utf-8").line();
    html.open("meta", "http-equiv", "Content-Security-Policy", "content", policy).line();
    html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
    html.open("meta", "name", "referrer", "content", "no-referrer").line();
    html.with("title", title).line().own("style", style).close("head").open("body").line();
    head(title);
    filters();
    html.open("main").line();
    sections.write();
    html.close("main").line().open("footer");
    html.with(
        "p",
        "Made by rulekeeper from the rule files. No value of a secret is in this page.",
        "class",
        "soft");
    html.close("footer").line().own("script", script).close("body").close("html").line();
    return page.append(html).toString();
  }

  private void head(String title) {
    html.open("header").with("h1", title);
    html.with("p", "As of " + inventory.today() + " (UTC)", "class", "soft");
    html.open("ul", "class", "tiles");
    tile(inventory.rules().size(), "rule");
    tile(inventory.secrets().size(), "secret");
    long soon = inventory.secrets().stream().filter(sections::isSoon).count();
    html.open("li").with("b", Long.toString(soon), "class", soon > 0 ? "warn" : "good");
    html.text(soon == 1 ? "expires within 30 days" : "expire within 30 days").close("li");
    inventory
        .plan()
        .ifPresentOrElse(plan -> tile(plan.changes().size(), "difference"), this::notCompared);
    html.close("ul").close("header").line();
  }

  private void notCompared() {
    html.open("li").with("b", "?").text("not compared with the site").close("li");
  }

  private void tile(int number, String what) {
    html.open("li").with("b", Integer.toString(number));
    html.text(Count.of(number, what).replaceFirst("^[0-9,]+ ", "")).close("li");
  }

  private void filters() {
    html.open("div", "class", "find", "role", "search");
    html.with("label", "Find", "for", "search");
    html.open(
        "input",
        "id",
        "search",
        "type",
        "search",
        "placeholder",
        "secret, rule, project, host, owner",
        "aria-keyshortcuts",
        "/");
    button("Expires soon", "soon");
    button("With a secret", "secret");
    button("Switched off", "off");
    button("Owner left", "left");
    html.open("span", "id", "count", "class", "soft", "role", "status").close("span");
    html.close("div").line();
  }

  private void button(String label, String flag) {
    html.with("button", label, "type", "button", "aria-pressed", "false", "data-flag", flag);
  }

  private static String hash(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream stream = InventoryPage.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return "\n" + new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
