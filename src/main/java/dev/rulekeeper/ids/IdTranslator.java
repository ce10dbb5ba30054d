package dev.rulekeeper.ids;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;

/**
 * Replaces the ids of one site in a rule by those of another. What it knows by its place or its
 * shape must have an id there; other words are replaced where they are a known id. Tags are left
 * alone. Where ids stand: {@code scope}, account and connection fields, what is chosen by id, ARIs,
 * {@code customfield_10010}, {@code cf[10010]} and {@code project = 10001} in any text or key.
 */
public final class IdTranslator {
  /** Gives ids of the other site. */
  public interface Ids {
    /** The id there, where it is known. */
    Optional<String> get(IdKind kind, String id);
  }

  /** Hears of ids that have none. */
  public interface Missing {
    /** {@code id} has none on the other site; {@code at} is where it stands in the rule. */
    void add(IdKind kind, String id, JsonPointer at);

    /** {@code number} stands there as it was; nobody can tell whether it is an id. */
    default void left(String number, JsonPointer at) {}
  }

  private final Ids ids;
  private final Missing missing;

  IdTranslator(Ids ids, Missing missing) {
    this.ids = ids;
    this.missing = missing;
  }

  /** The rule with the other site's ids; what is missing stays and is reported. */
  Rule translate(Rule rule) {
    ObjectNode fields = (ObjectNode) node(rule.fields(), JsonPointer.empty(), "");
    String id = required(IdKind.RULES, rule.id().toString(), JsonPointer.compile("/id"));
    fields.put("id", id);
    return new Rule(RuleId.of(id), fields);
  }

  private JsonNode node(JsonNode node, JsonPointer at, String key) {
    if (node.isObject()) {
      return object(node, at, key);
    }
    if (node.isArray()) {
      ArrayNode copy = ExactJson.array();
      for (int i = 0; i < node.size(); i++) {
        copy.add(node(node.get(i), at.appendIndex(i), key));
      }
      return copy;
    }
    if (node.isTextual()) {
      return TextNode.valueOf(text(node.textValue(), at, key));
    }
    return node.isIntegralNumber() ? number(node, at, key) : node;
  }

  private JsonNode number(JsonNode node, JsonPointer at, String role) {
    Optional<String> there = number(node.asText(), at, role);
    if (there.isEmpty()) {
      missing.left(node.asText(), at);
    }
    return there.map(ExactJson::read).orElse(node);
  }

  /** What a number is there whose place shows that it is an id. */
  private Optional<String> number(String number, JsonPointer at, String role) {
    if (!IdShapes.NUMBER.matcher(number).matches()) {
      return Optional.empty();
    }
    if (IdShapes.PROJECT_ROLES.contains(role)) {
      return Optional.of(required(IdKind.PROJECTS, number, at));
    }
    if (!role.startsWith(IdShapes.ID_OF)) {
      return Optional.empty();
    }
    String thing = IdShapes.thing(role.substring(IdShapes.ID_OF.length())) + "/";
    return Optional.of(required(IdKind.THINGS, thing + number, at).substring(thing.length()));
  }

  private ObjectNode object(JsonNode object, JsonPointer at, String key) {
    ObjectNode copy = ExactJson.object();
    for (var field : object.properties()) {
      JsonPointer place = at.appendProperty(field.getKey());
      String name = words(field.getKey(), place);
      copy.set(name, node(field.getValue(), place, role(object, field.getKey(), at, key)));
    }
    return copy;
  }

  /** What a field is known by: its own name, or for a typed value the name of what holds it. */
  private static String role(JsonNode object, String name, JsonPointer at, String key) {
    if (name.equals("value") && object.path("type").asText().equals("ID")) {
      return IdShapes.ID_OF + key;
    }
    if (name.equals("value") && object.path("fieldId").isTextual()) {
      return object.path("fieldId").textValue();
    }
    if (name.equals("id") && at.toString().matches("/connections/[0-9]+")) {
      return "connectionId";
    }
    return name.equals("actor") && object.path("type").asText().equals("ACCOUNT_ID")
        ? "accountId"
        : name;
  }

  private String text(String text, JsonPointer at, String role) {
    if (text.isEmpty() || text.contains("{{") || text.contains("<<")) {
      return words(text, at);
    }
    return switch (role) {
      case "accountId", "authorAccountId", "collaborators" -> required(IdKind.ACCOUNTS, text, at);
      case "connectionId" -> required(IdKind.CONNECTIONS, text, at);
      case "scope" -> scope(text, at);
      default -> {
        Optional<String> number = number(text, at, role);
        if (number.isPresent()) {
          yield number.get();
        }
        yield role.startsWith(IdShapes.ID_OF) && IdShapes.ACCOUNT.matcher(text).matches()
            ? required(IdKind.ACCOUNTS, text, at)
            : words(text, at);
      }
    };
  }

  private String scope(String text, JsonPointer at) {
    if (IdShapes.SPACE_SCOPE.matcher(text).matches()) {
      return required(IdKind.THINGS, text, at);
    }
    Matcher project = IdShapes.PROJECT_SCOPE.matcher(text);
    return project.matches()
        ? "project/" + required(IdKind.PROJECTS, project.group(1), at)
        : words(text, at);
  }

  private String words(String text, JsonPointer at) {
    String queried =
        IdShapes.QUERY
            .matcher(text)
            .replaceAll(found -> Matcher.quoteReplacement(query(found.group(), at)));
    return IdShapes.TOKEN
        .matcher(queried)
        .replaceAll(found -> Matcher.quoteReplacement(word(found, at)));
  }

  private String query(String text, JsonPointer at) {
    return IdShapes.IN_QUERY
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    IdShapes.NUMBER.matcher(found.group()).matches()
                        ? required(IdKind.PROJECTS, found.group(), at)
                        : found.group()));
  }

  private String word(MatchResult found, JsonPointer at) {
    String word = found.group();
    if (word.startsWith("<<")) {
      return word;
    }
    if (word.startsWith("ari:")) {
      return ari(word, at);
    }
    if (word.startsWith("customfield_")) {
      return required(IdKind.FIELDS, word, at);
    }
    if (word.startsWith("cf[")) {
      String field = "customfield_" + word.substring(3, word.length() - 1);
      return "cf[" + required(IdKind.FIELDS, field, at).replace("customfield_", "") + "]";
    }
    if (IdShapes.NUMBER.matcher(word).matches() && !IdShapes.ACCOUNT.matcher(word).matches()) {
      missing.left(word, at);
      return word;
    }
    if (word.indexOf(':') > 0) {
      return required(IdKind.ACCOUNTS, word, at);
    }
    return ids.get(IdKind.CLOUDS, word)
        .or(() -> ids.get(IdKind.RULES, word))
        .or(() -> ids.get(IdKind.CONNECTIONS, word))
        .or(() -> ids.get(IdKind.ACCOUNTS, word))
        .orElse(word);
  }

  private String ari(String text, JsonPointer at) {
    Optional<String> whole = ids.get(IdKind.ARIS, text);
    if (whole.isPresent()) {
      return whole.get();
    }
    Matcher ari = IdShapes.ARI.matcher(text);
    if (!ari.matches()) {
      return text;
    }
    String cloud = ari.group(2).isEmpty() ? "" : required(IdKind.CLOUDS, ari.group(2), at);
    return switch (ari.group(4)) {
      case "site" ->
          ari.group(1) + cloud + ari.group(3) + required(IdKind.CLOUDS, ari.group(5), at);
      case "project" ->
          ari.group(1) + cloud + ari.group(3) + required(IdKind.PROJECTS, ari.group(5), at);
      default -> required(IdKind.ARIS, text, at);
    };
  }

  private String required(IdKind kind, String id, JsonPointer at) {
    Optional<String> there = ids.get(kind, id);
    if (there.isEmpty()) {
      missing.add(kind, id, at);
    }
    return there.orElse(id);
  }
}
