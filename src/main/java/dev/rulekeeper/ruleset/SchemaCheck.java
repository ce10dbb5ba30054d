package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.yaml.InvalidFileException;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import dev.rulekeeper.yaml.YamlParser;
import dev.rulekeeper.yaml.YamlSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Holds files against their JSON Schemas. Its messages quote the schema and keys, never a value of
 * the file, which may be a credential that stands there in clear. Many threads may ask at once.
 */
public final class SchemaCheck {
  private static final Set<String> ABOUT_KEYS =
      Set.of("required", "additionalProperties", "propertyNames");

  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemas(
                  location ->
                      location.startsWith(LOCATION)
                          ? resource(location).text()
                          : missing(location)));

  private static final String LOCATION = "classpath:" + Schema.RESOURCES;
  private final Map<Schema, com.networknt.schema.Schema> loaded = new EnumMap<>(Schema.class);

  /** Checks files, with the schemas loaded as they are needed. */
  public SchemaCheck() {}

  private static Schema resource(String location) {
    String name = location.substring(LOCATION.length());
    return Schema.labelled(name.substring(0, name.indexOf('.')))
        .orElseThrow(() -> new IllegalArgumentException("no schema of ours: " + name));
  }

  private static String missing(String location) {
    throw new IllegalArgumentException("a schema of ours names a foreign one: " + location);
  }

  /**
   * What is wrong with the file, in the order of its lines.
   *
   * @throws InvalidFileException if {@code text} is not YAML
   */
  public List<Problem> problems(Schema schema, String path, String text) {
    YamlSource source = YamlParser.parse(path, text, true);
    return problems(schema, source.root().value(), at -> source.where(path, at));
  }

  /** What is wrong with {@code file} as it is written, in the order of its lines. */
  public List<Problem> problems(RuleFile file) {
    return problems(
        Schema.RULE,
        file.origin().fields(),
        at -> YamlParser.parse(file.path(), file.text(), true).where(file.path(), at));
  }

  /**
   * What is wrong with a tree.
   *
   * @param where gives the {@code path:line} of a node
   */
  List<Problem> problems(Schema schema, JsonNode tree, Function<JsonPointer, String> where) {
    Map<String, List<Error>> byPlace = new LinkedHashMap<>();
    for (Error error : load(schema).validate(tree)) {
      byPlace
          .computeIfAbsent(error.getInstanceLocation().toString(), at -> new ArrayList<>())
          .add(error);
    }
    List<Problem> problems = new ArrayList<>();
    byPlace.forEach((at, errors) -> problems.addAll(describe(where, at, errors)));
    return problems;
  }

  private synchronized com.networknt.schema.Schema load(Schema schema) {
    return loaded.computeIfAbsent(
        schema, s -> registry.getSchema(SchemaLocation.of(LOCATION + s.fileName())));
  }

  private static Set<Problem> describe(
      Function<JsonPointer, String> where, String at, List<Error> errors) {
    JsonPointer pointer = JsonPointer.compile(at);
    Set<Problem> problems = new LinkedHashSet<>();
    for (Error error : errors) {
      if (ABOUT_KEYS.contains(error.getKeyword())) {
        JsonPointer key =
            error.getKeyword().equals("required")
                ? pointer
                : pointer.appendProperty(String.valueOf(error.getProperty()));
        problems.add(new Problem(where.apply(key), aboutKey(error), hint(error)));
      }
    }
    if (problems.isEmpty()) {
      String name = at.isEmpty() ? "the file" : at.substring(at.lastIndexOf('/') + 1);
      problems.add(
          new Problem(where.apply(pointer), name + " " + aboutValue(errors), hint(errors)));
    }
    return problems;
  }

  private static String aboutKey(Error error) {
    return switch (error.getKeyword()) {
      case "required" -> "no " + error.getProperty();
      case "propertyNames" -> "'" + error.getProperty() + "' is not a name";
      default -> "unknown key '" + error.getProperty() + "'";
    };
  }

  private static String aboutValue(List<Error> errors) {
    Set<String> choices = new LinkedHashSet<>();
    Set<String> types = new LinkedHashSet<>();
    for (Error error : errors) {
      JsonNode rule = error.getSchemaNode();
      switch (error.getKeyword()) {
        case "enum" -> rule.forEach(choice -> choices.add(choice.asText()));
        case "const" -> choices.add(rule.asText());
        case "type" -> {
          if (rule.isArray()) {
            rule.forEach(type -> types.add(type.asText()));
          } else {
            types.add(rule.asText());
          }
        }
        default -> {
          // Said by the description of the place.
        }
      }
    }
    if (!choices.isEmpty() && types.isEmpty()) {
      return "is none of " + String.join(", ", choices);
    }
    return types.isEmpty()
        ? "does not have the right form"
        : "is of the wrong type: it must be " + String.join(" or ", types);
  }

  private static String hint(List<Error> errors) {
    return errors.stream().map(SchemaCheck::hint).filter(h -> !h.isEmpty()).findFirst().orElse("");
  }

  /** The nearest description around the rule that was broken. */
  private static String hint(Error error) {
    SchemaLocation location = error.getSchemaLocation();
    JsonNode schema = ExactJson.read(resource(String.valueOf(location.getAbsoluteIri())).text());
    JsonPointer at = JsonPointer.compile(String.valueOf(location.getFragment()));
    for (; !at.matches(); at = at.head()) {
      JsonNode description = schema.at(at.head()).path("description");
      if (description.isTextual()) {
        return description.textValue();
      }
    }
    return "";
  }
}
