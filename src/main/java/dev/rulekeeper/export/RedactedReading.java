package dev.rulekeeper.export;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.atlassian.ApiException;
import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.Progress;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.secret.render.SiteMasks;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads rules a second time with {@code redactSensitiveFields=true}: a leaf that differs from the
 * clear read is one that the site itself calls sensitive. What was read redacted is compared and
 * dropped; it must never be sent back.
 */
final class RedactedReading {
  private final CloudId cloud;
  private final Map<RuleId, LiveRule> clear = new HashMap<>();
  private final Map<RuleId, Set<JsonPointer>> sensitive = new HashMap<>();
  private List<String> notes = List.of();

  /** For rules that were read in clear. */
  RedactedReading(Collection<LiveRule> live, CloudId cloud) {
    this.cloud = cloud;
    live.forEach(rule -> clear.put(rule.id(), rule));
  }

  /** Reads from {@code api}; a site that refuses is noted, and nothing is sensitive then. */
  void from(AutomationApi api, Progress progress) {
    progress.begin("Reading rules redacted", clear.size());
    try {
      api.redacted(
          clear.keySet(),
          rule -> {
            compare(rule);
            progress.step();
          });
      if (sensitive.isEmpty() && !clear.isEmpty()) {
        notes =
            List.of(
                "the site redacted nothing in "
                    + Count.of(clear.size(), "rule")
                    + ": none holds what it calls sensitive, or it does not know "
                    + "redactSensitiveFields");
      }
    } catch (ApiException e) {
      if (e.kind() != ApiException.Kind.REFUSED) {
        throw e;
      }
      sensitive.clear();
      notes =
          List.of(
              "the site refuses redactSensitiveFields, so what it calls sensitive is not known: "
                  + e.getMessage());
    } finally {
      progress.end();
    }
  }

  private void compare(ApiRule redacted) {
    LiveRule rule = clear.get(redacted.id());
    if (rule == null || rule.problem().isPresent()) {
      return;
    }
    Set<JsonPointer> found = new HashSet<>();
    // An edit between the two reads differs too; then only what looks like a mask is one.
    boolean same = rule.updated().equals(redacted.updated());
    compare(
        rule.rule().fields(),
        FileForm.of(redacted, cloud).fields(),
        JsonPointer.empty(),
        same,
        found);
    if (!found.isEmpty()) {
      sensitive.put(rule.id(), Set.copyOf(found));
    }
  }

  private static void compare(
      JsonNode clear, JsonNode redacted, JsonPointer at, boolean same, Set<JsonPointer> found) {
    if (clear.isObject()) {
      clear
          .properties()
          .forEach(
              field ->
                  compare(
                      field.getValue(),
                      redacted.path(field.getKey()),
                      at.appendProperty(field.getKey()),
                      same,
                      found));
    } else if (clear.isArray()) {
      for (int i = 0; i < clear.size(); i++) {
        compare(clear.get(i), redacted.path(i), at.appendIndex(i), same, found);
      }
    } else if (clear.isTextual() && !clear.equals(redacted) && (same || isMask(redacted))) {
      found.add(at);
    }
  }

  private static boolean isMask(JsonNode node) {
    return node.isNull() || (node.isTextual() && SiteMasks.isMask(node.textValue()));
  }

  /** The leaves that the site redacts, in file form, of the rules that have some. */
  Map<RuleId, Set<JsonPointer>> sensitive() {
    return Map.copyOf(sensitive);
  }

  /** What a person should know. */
  List<String> notes() {
    return notes;
  }
}
