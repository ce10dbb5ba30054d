package dev.rulekeeper.report;

import dev.rulekeeper.plan.Change;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The sections of the page of an inventory, each a heading and tables. */
final class InventorySections {
  private static final int SOON = 30;

  /** As long as an API token lives, and a little. */
  private static final int SCALE = 400;

  private final Inventory inventory;
  private final Html html;

  /** Writes those of {@code inventory} to {@code html}. */
  InventorySections(Inventory inventory, Html html) {
    this.inventory = inventory;
    this.html = html;
  }

  /** All of them. */
  void write() {
    expiry();
    matrix("Secrets and projects", "project", Inventory.Secret::scopes);
    matrix("Secrets and hosts", "host", Inventory.Secret::rulesOfHosts);
    plan();
    scopes();
    owners();
  }

  /** Whether {@code secret} expires soon or has. */
  boolean isSoon(Inventory.Secret secret) {
    return secret.daysLeft(inventory.today()).filter(days -> days <= SOON).isPresent();
  }

  private String flags(Inventory.Secret secret) {
    return "secret" + (isSoon(secret) ? " soon" : "");
  }

  private void row(String flags, Object... texts) {
    StringBuilder all = new StringBuilder();
    for (Object each : texts) {
      all.append(each).append(' ');
    }
    html.open(
        "tr", "data-flags", flags, "data-text", all.toString().toLowerCase(Locale.ROOT).strip());
  }

  private void beginTable(String name, String kind, List<String> heads) {
    html.open("div", "class", "scroll", "role", "region", "aria-label", name, "tabindex", "0");
    html.open("table", "class", kind).heads(heads).open("tbody").line();
  }

  private void endTable() {
    html.close("tbody").close("table").close("div").line();
  }

  private void expiry() {
    html.with("h2", "What expires when");
    if (inventory.secrets().isEmpty()) {
      html.with("p", "No rule uses a secret.");
      return;
    }
    beginTable(
        "What expires when",
        "expiry",
        List.of(
            "Secret",
            "Last day",
            "Days left",
            "From today",
            "Known by",
            "Rules",
            "Projects",
            "Owner"));
    for (Inventory.Secret secret : inventory.secrets()) {
      Optional<Long> days = secret.daysLeft(inventory.today());
      String projects =
          secret.scopes().keySet().stream()
              .map(inventory.names()::scope)
              .collect(Collectors.joining(", "));
      row(
          flags(secret),
          secret.name(),
          secret.owner(),
          secret.description(),
          projects,
          rules(secret));
      html.with("th", secret.name().value(), "scope", "row");
      html.with(
          "td",
          secret.expiry().map(known -> known.day().toString()).orElse("not known"),
          "class",
          "day");
      html.open("td", "class", "number");
      days.ifPresent(
          left -> html.with("span", left < 0 ? "expired" : left.toString(), "class", grade(left)));
      html.close("td").open("td", "class", "time");
      days.ifPresent(this::bar);
      html.close("td");
      html.with(
          "td",
          secret
              .expiry()
              .map(known -> known.source().meaning())
              .orElse(secret.declared() ? "" : "not in secrets.yaml"));
      html.with("td", Long.toString(secret.rules()), "class", "number");
      html.with("td", projects, "class", "any").with("td", secret.owner());
      html.close("tr").line();
    }
    endTable();
  }

  private static String rules(Inventory.Secret secret) {
    return secret.uses().stream()
        .map(use -> use.file().rule().name())
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private static String grade(long days) {
    return days < 0 ? "bad" : days <= SOON ? "warn" : "";
  }

  private void bar(long days) {
    long width = days < 0 ? SCALE : Math.max(4, Math.min(SCALE, days));
    html.open(
        "svg",
        "class",
        "bar",
        "viewBox",
        "0 0 " + SCALE + " 20",
        "preserveAspectRatio",
        "none",
        "aria-hidden",
        "true",
        "focusable",
        "false");
    html.open("rect", "class", "track", "width", Integer.toString(SCALE), "height", "20");
    html.close("rect");
    html.open(
        "rect",
        "class",
        days < 0 ? "gone" : days <= SOON ? "soon" : "life",
        "width",
        Long.toString(width),
        "height",
        "20");
    html.close("rect").close("svg");
  }

  private void matrix(
      String name, String what, Function<Inventory.Secret, SortedMap<String, Integer>> counts) {
    SortedSet<String> columns = new TreeSet<>();
    inventory.secrets().forEach(secret -> columns.addAll(counts.apply(secret).keySet()));
    html.with("h2", name);
    if (columns.isEmpty()) {
      html.with("p", "No secret has a " + what + ".");
      return;
    }
    List<String> heads = new ArrayList<>(List.of("Secret"));
    columns.forEach(column -> heads.add(inventory.names().scope(column)));
    html.with("p", "How many rules use a secret, by " + what + ".", "class", "soft");
    beginTable(name, "matrix", heads);
    for (Inventory.Secret secret : inventory.secrets()) {
      SortedMap<String, Integer> row = counts.apply(secret);
      if (row.isEmpty()) {
        continue;
      }
      row(flags(secret), secret.name(), String.join(" ", row.keySet()), rules(secret));
      html.with("th", secret.name().value(), "scope", "row");
      columns.forEach(
          column ->
              html.with(
                  "td", Optional.ofNullable(row.get(column)).map(Object::toString).orElse("")));
      html.close("tr").line();
    }
    endTable();
  }

  private void plan() {
    html.with("h2", "Differences between Git and site");
    if (inventory.plan().isEmpty()) {
      html.with(
          "p",
          "Not compared: this page was made from the files alone. It cannot say what was edited on"
              + " the site, what sync would change there, or whether the site has the values of"
              + " today.");
      html.open("p").text("To have it here, with the credentials of the site: ");
      html.with("code", "rulekeeper report --with-plan > report.html").close("p").line();
      return;
    }
    List<Change> changes = inventory.plan().get().changes();
    if (changes.isEmpty()) {
      html.with("p", "None: the site is as Git says.", "class", "good");
      return;
    }
    beginTable(
        "Differences", "plan", List.of("What", "Rule", "Why", "Secrets", "Edited there", "File"));
    for (Change change : changes) {
      String secrets =
          change.secrets().stream().map(SecretName::value).collect(Collectors.joining(", "));
      String reason = change.reason().orElse("");
      row(
          change.secrets().isEmpty() ? "" : "secret",
          change.kind().label(),
          change.name(),
          secrets,
          reason);
      html.with("th", change.kind().label(), "scope", "row");
      html.with("td", change.name()).with("td", reason).with("td", secrets);
      html.with(
          "td",
          change
              .seen()
              .filter(live -> !change.kind().writes())
              .flatMap(live -> SiteTime.parse(live.edited()))
              .map(time -> time.atZone(ZoneOffset.UTC).toLocalDate().toString())
              .orElse(""),
          "class",
          "day");
      html.open("td", "class", "any").with("code", change.file().orElse("")).close("td");
      html.close("tr").line();
    }
    endTable();
  }

  private void scopes() {
    html.with("h2", "Rules by project");
    inventory
        .scopes()
        .forEach(
            (scope, rules) ->
                group(scope.isEmpty() ? "without a scope" : inventory.names().scope(scope), rules));
  }

  private void owners() {
    html.with("h2", "Rules by owner");
    inventory
        .owners()
        .forEach(
            (owner, rules) ->
                group(owner.isEmpty() ? "nobody" : inventory.names().account(owner), rules));
  }

  private void group(String name, List<Inventory.RuleRow> rules) {
    html.open("details").open("summary").text(name + " · " + Count.of(rules.size(), "rule"));
    html.close("summary").line();
    beginTable(name, "rules", List.of("Rule", "State", "Secrets", "Owner", "File"));
    for (Inventory.RuleRow rule : rules) {
      String secrets =
          rule.secrets().stream().map(SecretName::value).collect(Collectors.joining(", "));
      boolean off = rule.state().equals("DISABLED");
      row(
          (secrets.isEmpty() ? "" : "secret ")
              + (inventory.names().left(rule.owner()) ? "left " : "")
              + (off ? "off" : "on"),
          rule.name(),
          secrets,
          rule.scopes().stream().map(inventory.names()::scope).toList(),
          rule.owner(),
          inventory.names().account(rule.owner()),
          rule.file().path());
      html.with("th", rule.name(), "scope", "row");
      html.with("td", off ? "off" : "on").with("td", secrets, "class", "any");
      html.with("td", inventory.names().account(rule.owner()), "class", "any");
      html.open("td", "class", "any")
          .with("code", rule.file().path())
          .close("td")
          .close("tr")
          .line();
    }
    endTable();
    html.close("details").line();
  }
}
