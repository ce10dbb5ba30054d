package dev.rulekeeper.secret.labelled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.secret.Rules;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.detection.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text as people write it, with the credentials in it between {@code ⟦} and {@code ⟧}.
 *
 * @param level {@code sure} for what any careful person would call a credential, {@code hard} for
 *     what takes a second look, {@code decoy} for what is none
 * @param in where in a rule it stands: {@code comment}, {@code body}, {@code adf}, {@code url},
 *     {@code header NAME}, {@code variable NAME}, or {@code rule} for whole fields of the rule
 */
public record LabelledText(String level, String in, String text) {
  private static final Path SETS = Path.of("src/test/resources/dev/rulekeeper/secret/labelled");
  private static final Pattern MARKED = Pattern.compile("⟦([^⟧]*)⟧");

  /** What the detector makes of a credential or of a text without one. */
  public enum Outcome {
    REPLACED,
    WRONG_BORDER,
    WARNED,
    MISSED,
    TOUCHED,
    LEFT
  }

  /** The texts of the set called {@code name}. */
  public static List<LabelledText> set(String name) {
    try {
      var texts = new ArrayList<LabelledText>();
      for (JsonNode row : ExactJson.read(Files.readString(SETS.resolve(name + ".json")))) {
        String text = row.path("text").asText();
        texts.add(new LabelledText(row.path("level").asText(), row.path("in").asText(), text));
      }
      return texts;
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  /** The rule that holds it, its marks included. */
  ObjectNode marked() {
    String[] place = in.split(" ", 2);
    return switch (place[0]) {
      case "comment" -> Rules.comment(text);
      case "adf", "body" -> Rules.body(text);
      case "url" -> Rules.request(text);
      case "header" -> Rules.header(place[1], text);
      case "variable" -> Rules.variable(place[1], text);
      case "rule" -> {
        ObjectNode rule = Rules.empty();
        rule.setAll((ObjectNode) ExactJson.read(text));
        yield rule;
      }
      default -> throw new IllegalArgumentException(in);
    };
  }

  private record Region(String pointer, int start, int end) {
    boolean overlaps(Region other) {
      return pointer.equals(other.pointer) && start < other.end && other.start < end;
    }
  }

  /** How many credentials of the text had which outcome. */
  public Map<Outcome, Integer> outcomes() {
    ObjectNode marked = marked();
    List<Region> wanted = new ArrayList<>();
    ObjectNode clear = Leaves.map(marked, (at, leaf) -> read(leaf, at.toString(), wanted));
    var found = new TreeMap<Boolean, List<Region>>();
    found.put(true, new ArrayList<>());
    found.put(false, new ArrayList<>());
    for (Finding finding : new Detector().find(clear)) {
      String pointer = finding.pointer().toString();
      int start = finding.region().start();
      found.get(finding.certain()).add(new Region(pointer, start, finding.region().end()));
    }
    var outcomes = new TreeMap<Outcome, Integer>();
    for (Region region : wanted) {
      outcomes.merge(outcome(region, found), 1, Integer::sum);
    }
    List<Region> others =
        found.get(true).stream().filter(r -> wanted.stream().noneMatch(r::overlaps)).toList();
    if (!others.isEmpty()) {
      outcomes.merge(Outcome.TOUCHED, 1, Integer::sum);
    } else if (wanted.isEmpty()) {
      boolean warned = !found.get(false).isEmpty();
      outcomes.merge(warned ? Outcome.WARNED : Outcome.LEFT, 1, Integer::sum);
    }
    return outcomes;
  }

  private static Outcome outcome(Region wanted, Map<Boolean, List<Region>> found) {
    if (found.get(true).contains(wanted)) {
      return Outcome.REPLACED;
    }
    if (found.get(true).stream().anyMatch(wanted::overlaps)) {
      return Outcome.WRONG_BORDER;
    }
    boolean warned = found.get(false).stream().anyMatch(wanted::overlaps);
    return warned ? Outcome.WARNED : Outcome.MISSED;
  }

  private static String read(String leaf, String pointer, List<Region> wanted) {
    Matcher mark = MARKED.matcher(leaf);
    var clear = new StringBuilder();
    int last = 0;
    while (mark.find()) {
      clear.append(leaf, last, mark.start());
      wanted.add(new Region(pointer, clear.length(), clear.length() + mark.group(1).length()));
      clear.append(mark.group(1));
      last = mark.end();
    }
    return clear.append(leaf, last, leaf.length()).toString();
  }
}
