package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.placeholder.PlaceholderException;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleException;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleState;
import dev.rulekeeper.template.TemplateException;
import dev.rulekeeper.yaml.InvalidFileException;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import dev.rulekeeper.yaml.YamlParser;
import dev.rulekeeper.yaml.YamlSource;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads one rule file and finds everything that is wrong with it. */
final class RuleFileReader {
  private static final Set<String> STATES =
      Arrays.stream(RuleState.values()).map(RuleState::name).collect(Collectors.toSet());
  private final String path;
  private final YamlSource source;
  private final RuleFileSource origin;
  private final List<Problem> problems = new ArrayList<>();

  private RuleFileReader(String path, YamlSource source, RuleFileSource origin) {
    this.path = path;
    this.source = source;
    this.origin = origin;
  }

  /**
   * Reads {@code text}; what is said of its rule is said of the rule that the templates make of it.
   *
   * @param leaves throws a {@link PlaceholderException} for a string leaf that is no template
   * @throws InvalidFileException with every problem
   */
  static RuleFile read(String path, String text, TemplateFiles templates, Consumer<String> leaves) {
    YamlSource source = YamlParser.parse(path, text, true);
    if (!(source.root().value() instanceof ObjectNode fields)) {
      throw new InvalidFileException(
          List.of(
              new Problem(
                  path + ":1",
                  "the file does not hold a rule",
                  "a rule file is a mapping with id, name, trigger and components")));
    }
    RuleFileSource origin = new RuleFileSource(fields, templates);
    RuleFileReader reader = new RuleFileReader(path, source, origin);
    return new RuleFile(path, reader.rule(reader.expanded(), leaves), text, origin);
  }

  private ObjectNode expanded() {
    try {
      return origin.families().expand(origin.fields());
    } catch (TemplateException e) {
      throw new InvalidFileException(
          e.problems().stream()
              .map(p -> new Problem(origin.where(path, source, p.places()), p.what(), p.hint()))
              .toList());
    }
  }

  private Rule rule(ObjectNode fields, Consumer<String> leaves) {
    if (!fields.has("id")) {
      report("", "no id", "to make this a new rule, add the line 'id: " + freshId() + "'");
    }
    require(fields, "name", "a text", fields.path("name").isTextual());
    require(fields, "trigger", "a mapping", fields.path("trigger").isObject());
    allow(fields, "components", "a list", fields.path("components").isArray());
    allow(fields, "connections", "a list", fields.path("connections").isArray());
    allow(fields, "scope", "a text or a list of texts", isScope(fields.path("scope")));
    if (fields.has("scope") && fields.has("ruleScopeARIs")) {
      report("/ruleScopeARIs", "scope is given twice", "remove scope or ruleScopeARIs");
    }
    JsonNode state = fields.path("state");
    allow(fields, "state", "ENABLED or DISABLED", STATES.contains(state.asText()) || isTag(state));
    fields
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (FileForm.isOwnedBySite(key)) {
                report("/" + key, "only the site sets " + key, "remove the line");
              }
            });
    Leaves.forEach(
        fields, PlaceholderText::holdsTags, (pointer, text) -> check(pointer, text, leaves));
    RuleId id = id(fields);
    if (!problems.isEmpty()) {
      throw new InvalidFileException(problems);
    }
    return new Rule(id, fields);
  }

  private static boolean isTag(JsonNode node) {
    return node.isTextual() && node.textValue().contains("<<");
  }

  private static String freshId() {
    return RuleId.create(Clock.systemUTC(), new SecureRandom()).toString();
  }

  private static boolean isScope(JsonNode scope) {
    if (!scope.isArray()) {
      return scope.isTextual();
    }
    for (JsonNode one : scope) {
      if (!one.isTextual()) {
        return false;
      }
    }
    return true;
  }

  private void require(ObjectNode fields, String key, String kind, boolean fits) {
    if (!fields.has(key)) {
      report("", "no " + key, "add '" + key + ":' with " + kind);
    } else if (!fits) {
      report("/" + key, key + " is not " + kind, "give " + key + " " + kind);
    }
  }

  private void allow(ObjectNode fields, String key, String kind, boolean fits) {
    if (fields.hasNonNull(key) && !fits) {
      report("/" + key, key + " is not " + kind, "give " + key + " " + kind);
    }
  }

  private void check(JsonPointer pointer, String text, Consumer<String> leaves) {
    try {
      leaves.accept(text);
    } catch (PlaceholderException e) {
      problems.add(
          new Problem(
              origin.where(path, source, pointer), String.valueOf(e.getMessage()), e.hint()));
    }
  }

  /** The id, or any where there is none: then there is a problem, and the rule is not used. */
  private RuleId id(ObjectNode fields) {
    try {
      return RuleId.of(fields.path("id").asText());
    } catch (RuleException e) {
      if (fields.has("id")) {
        report(
            "/id",
            "id is not a UUID",
            "give back the UUID that the site knows the rule by; for a new rule use '"
                + freshId()
                + "'");
      }
      return new RuleId(new UUID(0, 0));
    }
  }

  private void report(String pointer, String what, String hint) {
    problems.add(new Problem(origin.where(path, source, JsonPointer.compile(pointer)), what, hint));
  }
}
