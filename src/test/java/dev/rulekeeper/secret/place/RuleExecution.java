package dev.rulekeeper.secret.place;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.placeholder.PlaceholderText;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a rule as a generous site would, and says who sees what. It knows nothing of the policy: it
 * is written from what is known of smart values and of components. Where sites may differ it does
 * the more dangerous thing: names are trimmed of every kind of space and compared in one spelling,
 * escapes are undone before smart values are read, a host answers with all that it was sent.
 */
final class RuleExecution {
  /** The value of every secret. */
  static final String SECRET = "S3CRET";

  /** The same in the answer of a host. */
  static final String ANSWERED = "4NSWERED";

  /**
   * Somebody saw something.
   *
   * @param host a host that it was sent to, or {@code ""}
   * @param publish a kind of publishing place that it was written to, or {@code ""}
   * @param text what was seen
   */
  record Sighting(String host, String publish, String text) {}

  private static final Pattern ENTITY = Pattern.compile("&#x0*7b;?|&#0*123;?|&lcub;|\\\\u007b|%7b");
  private static final Pattern OTHER_DELIMITERS = Pattern.compile("\\{\\{=<% %>=}}(.*)");
  private static final Pattern CALCULATION = Pattern.compile("(?s)\\{\\{#=}}(.*?)\\{\\{/}}");
  private static final Pattern SECTION = Pattern.compile("(?s)\\{\\{#(.*?)}}(.*?)\\{\\{/}}");
  private static final Pattern SMART_VALUE = Pattern.compile("(?s)\\{\\{[{&]?(.*?)}}}?");
  private static final Pattern NAME = Pattern.compile("[^.()|\"',#^&{}]+");

  private final List<Sighting> sightings = new ArrayList<>();
  private final Map<String, String> values = new TreeMap<>();

  private RuleExecution() {
    values.put(folded("issue"), "some issue");
  }

  /** Everything that anybody sees of {@code rule}, a rule in file form with template texts. */
  static List<Sighting> of(JsonNode rule) {
    var execution = new RuleExecution();
    execution.start(rule.path("trigger"));
    execution.run(rule.path("components"));
    return execution.sightings;
  }

  private void start(JsonNode trigger) {
    if (!trigger.path("type").asText().equals("jira.incoming.webhook")) {
      trigger.path("value").forEach(text -> see("elsewhere", "", evaluated(text)));
    }
  }

  private void run(JsonNode components) {
    for (JsonNode component : components) {
      JsonNode value = component.path("value");
      switch (component.path("type").asText()) {
        case "jira.issue.outgoing.webhook" -> request(value);
        case "jira.create.variable" -> {
          String text = evaluated(value.path("query").path("value"));
          values.put(folded(evaluated(value.path("name").path("value"))), text);
          values.put(folded(value.path("id").asText()), text);
        }
        case "jira.issue.comment" -> see("", "comment", evaluated(value.path("comment")));
        case "codebarrel.action.log" -> see("", "log", evaluated(value));
        case "jira.issue.outgoing.email" -> see("", "email", evaluated(value.path("body")));
        case "jira.comparator.condition" -> see("", "condition", evaluated(value.path("first")));
        case "slack.notification" ->
            see(host(evaluated(value.path("webhookUrl"))), "", evaluated(value.path("message")));
        default -> unknown(value);
      }
      run(component.path("children"));
    }
  }

  private void request(JsonNode value) {
    var sent = new StringBuilder(evaluated(value.path("url")));
    for (JsonNode header : value.path("headers")) {
      sent.append(evaluated(header.path("name"))).append(evaluated(header.path("value")));
    }
    sent.append(evaluated(value.path("customBody")));
    see(host(evaluated(value.path("url"))), "", sent.toString());
    values.put(folded("webResponse"), sent.toString().replace(SECRET, ANSWERED));
  }

  /** An app does what it likes with its settings, and lets its children read them. */
  private void unknown(JsonNode value) {
    for (JsonNode text : value) {
      String evaluated = evaluated(text);
      see("elsewhere", "", evaluated);
      values.put(folded("item"), evaluated);
    }
  }

  private void see(String host, String publish, String text) {
    sightings.add(new Sighting(host, publish, text));
  }

  private static String host(String url) {
    String rest = url.substring(url.indexOf("://") + 3);
    return rest.split("[/?#]", 2)[0];
  }

  private String evaluated(JsonNode text) {
    String site = PlaceholderText.parse(text.asText()).render(tag -> Optional.of(SECRET));
    String plain = ENTITY.matcher(site).replaceAll("{");
    Matcher other = OTHER_DELIMITERS.matcher(plain);
    if (other.find()) {
      plain = other.group(1).replace("<%", "{{").replace("%>", "}}");
    }
    plain = replaced(CALCULATION, plain, inside -> look(inside.group(1)));
    plain = replaced(SECTION, plain, this::section);
    return replaced(SMART_VALUE, plain, inside -> expression(inside.group(1)));
  }

  private static String replaced(
      Pattern pattern, String text, java.util.function.Function<Matcher, String> by) {
    Matcher found = pattern.matcher(text);
    var result = new StringBuilder();
    while (found.find()) {
      found.appendReplacement(result, Matcher.quoteReplacement(by.apply(found)));
    }
    return found.appendTail(result).toString();
  }

  private String section(Matcher section) {
    String inside = section.group(2).replace("{{.}}", look(section.group(1)));
    if (folded(section.group(1)).equals("debug")) {
      see("", "log", replaced(SMART_VALUE, inside, found -> expression(found.group(1))));
    }
    return inside;
  }

  /** The values of everything that is named in {@code expression}, functions aside. */
  private String expression(String expression) {
    if (folded(expression).equals("debug")) {
      see("", "log", values.toString());
    }
    var text = new StringBuilder(look(expression));
    Matcher name = NAME.matcher(expression);
    while (name.find()) {
      text.append(look(name.group()));
    }
    return text.toString();
  }

  private String look(String name) {
    return values.getOrDefault(folded(name), "");
  }

  private static String folded(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC)
        .replaceAll("[\\s\\p{Z}\\p{Cf}]+", "")
        .toLowerCase(Locale.ROOT);
  }
}
