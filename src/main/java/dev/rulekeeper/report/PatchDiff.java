package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.report.DiffLine.Sign;
import dev.rulekeeper.yaml.Yaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a change does, line by line; of a text of many lines only those that change. */
final class PatchDiff {
  private final Names names;

  private PatchDiff(Names names) {
    this.names = names;
  }

  /** The lines of the patch of {@code change}. */
  static List<DiffLine> of(Change change) {
    return of(change, Names.NONE);
  }

  /** As above, with what ids are called beside them. */
  static List<DiffLine> of(Change change, Names names) {
    return new PatchDiff(names).lines(change);
  }

  private List<DiffLine> lines(Change change) {
    List<DiffLine> lines = new ArrayList<>();
    Map<String, JsonNode> tested = new HashMap<>();
    for (JsonNode operation : change.patch()) {
      String path = operation.path("path").asText();
      String what = operation.path("op").asText();
      if (what.equals("test")) {
        tested.put(path, operation.path("value"));
        continue;
      }
      String place = PlaceName.of(change, path);
      switch (what) {
        case "replace" -> {
          lines.add(new DiffLine(Sign.PLACE, place));
          lines.addAll(replaced(path, tested.get(path), operation.path("value")));
        }
        case "add" -> lines.addAll(whole(place, Sign.NEW, path, operation.path("value")));
        case "remove" ->
            lines.addAll(whole(place, Sign.OLD, path, tested.getOrDefault(path, missing())));
        case "move" ->
            lines.add(
                new DiffLine(
                    Sign.PLACE,
                    PlaceName.of(change, operation.path("from").asText()) + " moves to " + place));
        default -> lines.add(new DiffLine(Sign.PLACE, what + " " + place));
      }
    }
    return lines;
  }

  private static JsonNode missing() {
    return ExactJson.object();
  }

  private List<DiffLine> replaced(String path, @Nullable JsonNode before, JsonNode after) {
    if (before == null) {
      return List.of(new DiffLine(Sign.NEW, named(path, after)));
    }
    if (before.isTextual() && after.isTextual()) {
      List<String> old = before.textValue().lines().toList();
      List<String> young = after.textValue().lines().toList();
      if (old.size() > 1 || young.size() > 1) {
        return changedLines(old, young);
      }
    }
    return List.of(
        new DiffLine(Sign.OLD, named(path, before)), new DiffLine(Sign.NEW, named(path, after)));
  }

  private static List<DiffLine> changedLines(List<String> old, List<String> young) {
    int shorter = Math.min(old.size(), young.size());
    int head = 0;
    while (head < shorter && old.get(head).equals(young.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && old.get(old.size() - 1 - tail).equals(young.get(young.size() - 1 - tail))) {
      tail++;
    }
    List<DiffLine> lines = new ArrayList<>();
    lines.add(new DiffLine(Sign.PLACE, "line " + (head + 1)));
    old.subList(head, old.size() - tail).forEach(l -> lines.add(new DiffLine(Sign.OLD, l)));
    young.subList(head, young.size() - tail).forEach(l -> lines.add(new DiffLine(Sign.NEW, l)));
    return lines;
  }

  /** A subtree that comes or goes, as YAML. */
  private List<DiffLine> whole(String place, Sign sign, String path, JsonNode value) {
    List<DiffLine> lines = new ArrayList<>();
    lines.add(new DiffLine(Sign.PLACE, place));
    if (path.isEmpty() || (value.isContainerNode() && !value.isEmpty())) {
      Yaml.write(value).lines().forEach(l -> lines.add(line(sign, l)));
    } else {
      lines.add(line(sign, named(path, value)));
    }
    return lines;
  }

  private static DiffLine line(Sign sign, String text) {
    return new DiffLine(sign, text);
  }

  private String named(String path, JsonNode value) {
    String name = value.isTextual() ? names.meaning(path, value.textValue()) : "";
    return whole(value) + (name.isEmpty() ? "" : "  (" + name + ")");
  }

  /** In full: what a reviewer does not see, such as the end of an address, nobody reviewed. */
  private static String whole(JsonNode value) {
    return value.isTextual() ? oneLine(value) : ExactJson.write(value);
  }

  /** A text without quotes where it says the same without them. */
  private static String oneLine(JsonNode value) {
    String text = value.textValue();
    String quoted = ExactJson.write(value);
    boolean plain = quoted.length() == text.length() + 2 && text.equals(text.strip());
    return plain && !text.isEmpty() && !ExactJson.parse(text).isPresent() ? text : quoted;
  }
}
