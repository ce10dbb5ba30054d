package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.yaml.Yaml;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What a rule needs and whoever writes it by hand need not know. */
public final class RuleDefaults {
  /** A rule that has these came from a site, or from somebody who knows what is needed. */
  private static final List<String> NEEDED =
      List.of("state", "writeAccessType", "canOtherRuleTrigger", "notifyOnError");

  private final Supplier<RuleId> ids;
  private final Optional<String> account;

  /**
   * Completes rules of one repository.
   *
   * @param ids gives new ids
   * @param account who owns a rule of which nobody says it
   */
  public RuleDefaults(Supplier<RuleId> ids, Optional<String> account) {
    this.ids = ids;
    this.account = account;
  }

  /** The account that owns the most of {@code rules}, each the text of a rule file. */
  public static Optional<String> usualOwner(Collection<String> rules) {
    Map<String, Integer> owners = new TreeMap<>();
    for (String text : rules) {
      text.lines()
          .filter(line -> line.startsWith("authorAccountId: "))
          .map(line -> line.substring("authorAccountId: ".length()).replace("\"", "").strip())
          .filter(owner -> !owner.isEmpty() && !owner.equals("null"))
          .forEach(owner -> owners.merge(owner, 1, Integer::sum));
    }
    return owners.entrySet().stream()
        .max(Comparator.comparing(Map.Entry::getValue))
        .map(Map.Entry::getKey);
  }

  /**
   * {@code text}, the file at {@code path}, with an id and the fields that have a default, where
   * they are missing; comments are kept.
   */
  public String completed(String path, String text) {
    return Yaml.read(path, text) instanceof ObjectNode fields
        ? Yaml.rewrite(path, text, completed(fields))
        : text;
  }

  /** {@code fields}, a rule or an instance of a template, completed. */
  public ObjectNode completed(ObjectNode fields) {
    ObjectNode all = fields.deepCopy();
    if (!all.has("id")) {
      all.put("id", ids.get().toString());
    }
    if (all.has("template") || (NEEDED.stream().allMatch(all::has) && fields.has("id"))) {
      return all;
    }
    defaultTo(all, "description", ExactJson.read("\"\""));
    defaultTo(all, "collaborators", ExactJson.array());
    defaultTo(all, "state", ExactJson.read("\"ENABLED\""));
    defaultTo(all, "labels", ExactJson.array());
    defaultTo(all, "writeAccessType", ExactJson.read("\"UNRESTRICTED\""));
    defaultTo(all, "canOtherRuleTrigger", ExactJson.read("false"));
    defaultTo(all, "notifyOnError", ExactJson.read("\"FIRSTERROR\""));
    account.ifPresent(
        owner -> {
          if (!all.has("authorAccountId")) {
            all.put("authorAccountId", owner);
          }
          if (!all.has("actor")) {
            all.putObject("actor").put("type", "ACCOUNT_ID").put("actor", owner);
          }
        });
    steps(all.path("trigger"));
    all.path("components").forEach(RuleDefaults::steps);
    return FileForm.ordered(all);
  }

  /** The site gives every step a version of its form; 1 is the one that every type had first. */
  private static void steps(JsonNode step) {
    if (step instanceof ObjectNode fields) {
      defaultTo(fields, "schemaVersion", ExactJson.read("1"));
      fields.path("children").forEach(RuleDefaults::steps);
      fields.path("conditions").forEach(RuleDefaults::steps);
    }
  }

  private static void defaultTo(ObjectNode fields, String key, JsonNode value) {
    if (!fields.has(key)) {
      fields.set(key, value);
    }
  }
}
