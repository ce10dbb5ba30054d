package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of two values that differ; of a text of many lines only those that changed. */
final class Lines {
  private Lines() {}

  static List<String> changed(@Nullable JsonNode before, JsonNode after) {
    List<String> lines = new ArrayList<>();
    if (before != null && before.isTextual() && after.isTextual()) {
      List<String> old = before.textValue().lines().toList();
      List<String> young = after.textValue().lines().toList();
      if (old.size() > 1 || young.size() > 1) {
        int head = 0;
        int shorter = Math.min(old.size(), young.size());
        while (head < shorter && old.get(head).equals(young.get(head))) {
          head++;
        }
        int tail = 0;
        while (tail < shorter - head
            && old.get(old.size() - 1 - tail).equals(young.get(young.size() - 1 - tail))) {
          tail++;
        }
        lines.add("  @ line " + (head + 1));
        old.subList(head, old.size() - tail).forEach(line -> lines.add("  - " + line));
        young.subList(head, young.size() - tail).forEach(line -> lines.add("  + " + line));
        return lines;
      }
    }
    if (before != null) {
      lines.add("  - " + PlanText.shortened(before));
    }
    lines.add("  + " + PlanText.shortened(after));
    return lines;
  }
}
