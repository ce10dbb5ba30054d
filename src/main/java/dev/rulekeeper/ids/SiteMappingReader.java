package dev.rulekeeper.ids;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.RuleException;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.yaml.InvalidFileException;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import dev.rulekeeper.yaml.YamlParser;
import dev.rulekeeper.yaml.YamlSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads {@code sites/<site>.yaml} and finds everything that is wrong with it. */
public final class SiteMappingReader {
  private static final String SAME = "same";
  private static final String OWN = "own";
  private static final Map<IdKind, Pattern> SHAPES =
      Map.of(
          IdKind.PROJECTS, Pattern.compile("[0-9]+"),
          IdKind.FIELDS, Pattern.compile("customfield_[0-9]+"),
          IdKind.THINGS, Pattern.compile("\\A[^/]+/[0-9]+"));

  private final SiteName site;
  private final YamlSource source;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<IdKind> same = EnumSet.noneOf(IdKind.class);
  private final Set<String> own = new TreeSet<>();

  private SiteMappingReader(SiteName site, YamlSource source) {
    this.site = site;
    this.source = source;
  }

  /**
   * Reads the text of the mapping of {@code site}.
   *
   * @throws InvalidFileException with every problem: an unknown key, an id of the wrong shape, two
   *     ids that become one
   */
  public static SiteMapping read(SiteName site, String text) {
    String path = SiteMapping.pathOf(site);
    SiteMappingReader reader = new SiteMappingReader(site, YamlParser.parse(path, text, false));
    SiteMapping mapping = reader.mapping(text);
    if (!reader.problems.isEmpty()) {
      throw new InvalidFileException(reader.problems);
    }
    return mapping;
  }

  private SiteMapping mapping(String text) {
    JsonNode root = source.root().value();
    if (!(root instanceof ObjectNode tree)) {
      if (!(root instanceof NullNode) && !root.asText().isEmpty()) {
        report(JsonPointer.empty(), "not a mapping", "use the keys " + keys());
      }
      return SiteMapping.none(site);
    }
    Map<IdKind, SortedMap<String, String>> ids = new EnumMap<>(IdKind.class);
    for (var field : tree.properties()) {
      JsonPointer at = JsonPointer.empty().appendProperty(field.getKey());
      Optional<IdKind> kind = kind(field.getKey());
      if (kind.isPresent()) {
        ids.put(kind.get(), entries(kind.get(), field.getValue(), at));
      } else if (field.getKey().equals(SAME)) {
        same(field.getValue(), at);
      } else if (field.getKey().equals(OWN)) {
        own(field.getValue(), at);
      } else {
        report(at, "unknown key '" + field.getKey() + "'", "the keys here are " + keys());
      }
    }
    return new SiteMapping(site, tree, Optional.of(text), new IdTable(ids, same), own);
  }

  private static String keys() {
    return SAME
        + ", "
        + OWN
        + ", "
        + String.join(", ", Arrays.stream(IdKind.values()).map(IdKind::key).toList());
  }

  private static Optional<IdKind> kind(String key) {
    return Arrays.stream(IdKind.values()).filter(kind -> kind.key().equals(key)).findFirst();
  }

  private SortedMap<String, String> entries(IdKind kind, JsonNode tree, JsonPointer at) {
    SortedMap<String, String> entries = new TreeMap<>();
    Map<String, String> taken = new HashMap<>();
    if (!tree.isObject() && !tree.asText("x").isEmpty()) {
      report(at, kind.key() + " is not a mapping", "write one 'id: id' a line below it");
    }
    for (var entry : tree.properties()) {
      JsonPointer place = at.appendProperty(entry.getKey());
      String id = id(entry.getValue(), place);
      if (id.isEmpty() || id.equals(SiteMapping.TODO)) {
        continue;
      }
      if (kind == IdKind.THINGS) {
        id = entry.getKey().substring(0, entry.getKey().indexOf('/') + 1) + id;
      }
      if (!fits(kind, entry.getKey()) || !fits(kind, id)) {
        report(place, "not the id of a " + kind.one(), hint(kind));
        continue;
      }
      String from = normal(kind, entry.getKey());
      String to = normal(kind, id);
      String other = taken.putIfAbsent(to, from);
      if (other != null) {
        report(
            place,
            "two " + kind.key() + " become one: " + other + " is " + to + " already",
            "give each its own; nobody could tell them apart on the way back");
      }
      entries.put(from, to);
    }
    return entries;
  }

  private String id(JsonNode value, JsonPointer at) {
    if (value.isObject()) {
      for (var field : value.properties()) {
        if (!Set.of("id", "name").contains(field.getKey())) {
          report(
              at.appendProperty(field.getKey()),
              "unknown key '" + field.getKey() + "'",
              "the keys here are id and name");
        }
      }
      if (!value.has("id")) {
        report(at, "no id", "add 'id:' with the id on the site " + site);
      }
      return value.path("id").asText();
    }
    if (!value.isTextual()) {
      report(at, "not an id", "write an id, or a mapping with id and name");
    }
    return value.asText();
  }

  private static boolean fits(IdKind kind, String id) {
    if (kind == IdKind.RULES) {
      return isUuid(id);
    }
    Pattern shape = SHAPES.get(kind);
    return shape == null || shape.matcher(id).matches();
  }

  private static boolean isUuid(String text) {
    try {
      return RuleId.of(text).value().version() >= 0;
    } catch (RuleException e) {
      return false;
    }
  }

  private static String normal(IdKind kind, String id) {
    return kind == IdKind.RULES ? id.toLowerCase(Locale.ROOT) : id;
  }

  private static String hint(IdKind kind) {
    return switch (kind) {
      case RULES -> "a rule has a UUID on either side";
      case PROJECTS -> "a project has a number on either side, such as 10336";
      case THINGS -> "write what it is and two numbers, such as status/10004: 20004";
      default -> "a custom field is customfield_<number> on either side";
    };
  }

  private void same(JsonNode list, JsonPointer at) {
    if (!list.isArray()) {
      report(at, "same is not a list", "write it like same: [accounts]");
      return;
    }
    for (int i = 0; i < list.size(); i++) {
      Optional<IdKind> kind = kind(list.get(i).asText()).filter(k -> k != IdKind.RULES);
      kind.ifPresent(same::add);
      if (kind.isEmpty()) {
        report(
            at.appendIndex(i),
            "not a kind of ids that could be the same",
            "use projects, fields, accounts, connections, clouds, aris or things");
      }
    }
  }

  private void own(JsonNode list, JsonPointer at) {
    if (!list.isArray()) {
      report(at, "own is not a list", "write the UUID of one rule a line");
      return;
    }
    for (int i = 0; i < list.size(); i++) {
      String id = list.get(i).asText();
      if (isUuid(id)) {
        own.add(id.toLowerCase(Locale.ROOT));
      } else {
        report(at.appendIndex(i), "not the id of a rule", "give the UUID in the rule file");
      }
    }
  }

  private void report(JsonPointer at, String what, String hint) {
    problems.add(new Problem(source.where(SiteMapping.pathOf(site), at), what, hint));
  }
}
