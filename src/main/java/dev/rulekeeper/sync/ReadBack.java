package dev.rulekeeper.sync;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.json.TreePatch;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.secret.render.SiteMasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Waits until the site shows what it was sent. Reads may be stale for seconds after a write, so
 * what is missing counts as dropped only once the new state is there in other respects, twice in a
 * row.
 */
final class ReadBack {
  private final Function<RuleId, Optional<ApiRule>> rules;
  private final CloudId cloud;
  private final List<Duration> pauses;

  /** Reads by {@code rules}, with these pauses between. */
  ReadBack(Function<RuleId, Optional<ApiRule>> rules, CloudId cloud, List<Duration> pauses) {
    this.rules = rules;
    this.cloud = cloud;
    this.pauses = List.copyOf(pauses);
  }

  /**
   * How a rule reads after a write.
   *
   * @param arrived whether it reads as sent
   * @param dropped JSON pointers of what the site did not keep, where it kept the rest
   * @param updated the site's time of the state that was read last; {@code ""} where another write
   *     came after ours, which may not show yet
   * @param disabled whether the rule is off although it was sent as enabled
   */
  record Seen(boolean arrived, List<String> dropped, String updated, boolean disabled) {}

  /**
   * Polls until {@code sent} arrived, or the pauses are used up.
   *
   * @param templates the same with placeholders: where the site may hide what it was sent
   */
  Seen await(RuleId id, Rule sent, Rule templates, Optional<Rule> before) {
    Seen last = new Seen(false, List.of(), "", false);
    String written = "";
    JsonNode previous = com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    for (int attempt = 0; attempt <= pauses.size(); attempt++) {
      if (attempt > 0) {
        pause(pauses.get(attempt - 1));
      }
      Optional<ApiRule> read = rules.apply(id);
      if (read.isEmpty()) {
        continue;
      }
      String updated = read.get().updated();
      written = written.isEmpty() ? updated : written;
      Rule seen = FileForm.of(read.get(), cloud);
      ObjectNode compared = unmasked(seen.fields(), sent.fields(), templates);
      if (Equality.same(compared, sent.fields())) {
        // The time moves at once. Where it moved again, somebody else wrote, and it is theirs.
        return new Seen(true, List.of(), updated.equals(written) ? updated : "", false);
      }
      // Both as the site shows them: a mask is on both sides, or on none.
      boolean stale = before.isPresent() && Equality.same(seen.fields(), before.get().fields());
      boolean settled = !stale && Equality.same(compared, previous);
      last =
          new Seen(
              false,
              stale ? List.of() : dropped(compared, sent.fields()),
              updated,
              !stale && switchedOff(compared, sent.fields()));
      if (settled) {
        return last;
      }
      previous = compared;
    }
    return last;
  }

  private static boolean switchedOff(ObjectNode seen, ObjectNode sent) {
    return sent.path("state").asText().equals("ENABLED")
        && seen.path("state").asText().equals("DISABLED");
  }

  /**
   * What was read, with the leaves that the site masks taken as sent: they cannot be compared.
   * Asterisks are a mask anywhere; what is empty or null is one only where a secret belongs.
   */
  private static ObjectNode unmasked(ObjectNode seen, ObjectNode sent, Rule templates) {
    ObjectNode shown =
        Leaves.map(
            seen.deepCopy(),
            text -> !text.isEmpty() && SiteMasks.isMask(text),
            (at, text) -> sent.at(at).isTextual() ? sent.at(at).textValue() : text);
    Leaves.forEach(
        templates.fields(),
        text -> !Rendering.secretsIn(text).isEmpty(),
        (at, text) -> {
          JsonNode leaf = shown.at(at);
          if (leaf.isNull() || (leaf.isTextual() && leaf.textValue().isEmpty())) {
            put(shown.at(at.head()), at, sent.at(at));
          }
        });
    return shown;
  }

  private static void put(JsonNode parent, JsonPointer at, JsonNode value) {
    if (parent instanceof ObjectNode object) {
      object.set(at.last().getMatchingProperty(), value);
    } else if (parent instanceof ArrayNode array) {
      array.set(at.last().getMatchingIndex(), value);
    }
  }

  private static List<String> dropped(ObjectNode seen, ObjectNode sent) {
    List<String> pointers = new ArrayList<>();
    for (JsonNode operation : TreePatch.between(seen, sent)) {
      if (!operation.path("op").asText().equals("test")) {
        pointers.add(operation.path("path").asText());
      }
    }
    return pointers;
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading back", e);
    }
  }
}
