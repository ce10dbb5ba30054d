package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.yaml.InvalidFileException;
import dev.rulekeeper.yaml.Yaml;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who owns a rule and who it acts as: in {@code authorAccountId} and {@code actor} of its file.
 *
 * @param owner an account, where something is said of the owner
 * @param actor an account, where something is said of the actor
 */
public record Ownership(Optional<String> owner, Optional<String> actor) {
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9:_-]{1,128}");

  /**
   * Reads {@code owner=ACCOUNT} and {@code actor=ACCOUNT}.
   *
   * @throws InvalidFileException if one is neither
   */
  public static Ownership parse(List<String> texts) {
    Ownership all = new Ownership(Optional.empty(), Optional.empty());
    for (String text : texts) {
      int equals = text.indexOf('=');
      Optional<String> account =
          Optional.of(text.substring(equals + 1)).filter(id -> ACCOUNT.matcher(id).matches());
      all =
          switch (account.isEmpty() ? "" : text.substring(0, Math.max(0, equals))) {
            case "owner" -> new Ownership(account, all.actor);
            case "actor" -> new Ownership(all.owner, account);
            default ->
                throw new InvalidFileException(
                    List.of(
                        new InvalidFileException.Problem(
                            "'" + text + "'",
                            "neither owner=ACCOUNT nor actor=ACCOUNT",
                            "an account is an id such as 5f0e1a2b3c4d5e6f70819201")));
          };
    }
    return all;
  }

  /** Whether nothing is said. */
  public boolean isEmpty() {
    return owner.isEmpty() && actor.isEmpty();
  }

  /** Whether the rule with these {@code fields} has this owner and this actor, as far as said. */
  public boolean holds(JsonNode fields) {
    return owner.filter(id -> !id.equals(fields.path("authorAccountId").asText())).isEmpty()
        && actor.filter(id -> !id.equals(fields.path("actor").path("actor").asText())).isEmpty();
  }

  /**
   * {@code text}, the rule file at {@code path}, with this owner and this actor, as far as said;
   * comments are kept. An instance of a template has neither itself, and stays as it is.
   */
  public String in(String path, String text) {
    JsonNode tree = Yaml.read(path, text);
    if (!(tree instanceof ObjectNode fields) || fields.has("template")) {
      return text;
    }
    ObjectNode changed = fields.deepCopy();
    owner.ifPresent(id -> changed.put("authorAccountId", id));
    actor.ifPresent(
        id -> {
          ObjectNode acting = changed.putObject("actor");
          acting.put("type", "ACCOUNT_ID").put("actor", id);
        });
    return changed.equals(fields) ? text : Yaml.rewrite(path, text, changed);
  }
}
