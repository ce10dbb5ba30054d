package dev.rulekeeper.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.Leaves;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What most questions about a rule need, a few hundred bytes where its tree has ten thousand.
 *
 * @param id of the rule
 * @param name of the rule, or {@code ""} where it has none
 * @param state as it is written, or {@code ""}
 * @param scopes what its scope names, as it is written
 * @param tagged the texts in it that hold {@code <<}, with which every placeholder begins
 * @param digest the same for trees that are the same to the last digit, in the same order of keys,
 *     and for no others
 */
public record RuleFacts(
    RuleId id, String name, String state, List<String> scopes, Set<String> tagged, String digest) {
  private static final String TAG = "<<";

  /** Copies the collections and keeps their order. */
  public RuleFacts {
    scopes = List.copyOf(scopes);
    tagged = Collections.unmodifiableSet(new LinkedHashSet<>(tagged));
  }

  /** Those of the rule {@code id} with this tree. */
  static RuleFacts of(RuleId id, ObjectNode fields) {
    return of(id, fields, ExactJson.write(fields));
  }

  /** The same, where the compact {@code json} of the tree is at hand. */
  static RuleFacts of(RuleId id, ObjectNode fields, String json) {
    return new RuleFacts(
        id,
        fields.path("name").asText(""),
        fields.path("state").asText(""),
        scopesIn(fields),
        taggedIn(fields),
        digest(json));
  }

  static List<String> scopesIn(ObjectNode fields) {
    JsonNode scope = fields.path(FileForm.SCOPE);
    List<String> scopes = new ArrayList<>();
    if (scope.isArray()) {
      scope.forEach(one -> scopes.add(one.asText()));
    } else if (!scope.isMissingNode()) {
      scopes.add(scope.asText());
    }
    return scopes;
  }

  static Set<String> taggedIn(JsonNode fields) {
    Set<String> texts = new LinkedHashSet<>();
    Leaves.forEachText(
        fields,
        text -> {
          if (text.contains(TAG)) {
            texts.add(text);
          }
        });
    return texts;
  }

  private static String digest(String json) {
    try {
      byte[] text = json.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** As JSON, for {@link #read}. */
  public ObjectNode write() {
    ObjectNode tree = ExactJson.object();
    tree.put("id", id.toString()).put("name", name).put("state", state).put("digest", digest);
    scopes.forEach(tree.putArray("scopes")::add);
    tagged.forEach(tree.putArray("tagged")::add);
    return tree;
  }

  /** What {@link #write} wrote; nothing where it is something else. */
  public static Optional<RuleFacts> read(JsonNode tree) {
    try {
      List<String> scopes = new ArrayList<>();
      tree.path("scopes").forEach(scope -> scopes.add(scope.asText()));
      Set<String> tagged = new LinkedHashSet<>();
      tree.path("tagged").forEach(text -> tagged.add(text.asText()));
      String digest = tree.path("digest").asText("");
      return digest.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new RuleFacts(
                  RuleId.of(tree.path("id").asText("")),
                  tree.path("name").asText(""),
                  tree.path("state").asText(""),
                  scopes,
                  tagged,
                  digest));
    } catch (RuleException e) {
      return Optional.empty();
    }
  }

  /** Names the rule and nothing of its content. */
  @Override
  public String toString() {
    return "RuleFacts[" + id + "]";
  }
}
