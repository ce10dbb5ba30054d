package dev.rulekeeper.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.Leaves;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What most questions about a rule need, a few hundred bytes where its tree has ten thousand. */
public final class RuleFacts {
  private static final String TAG = "<<";

  private final RuleId id;
  private final String name;
  private final String state;
  private final List<String> scopes;
  private final Set<String> tagged;
  private final Supplier<byte[]> json;
  private volatile @Nullable RuleDigest digest;
  private volatile @Nullable Set<SecretName> secrets;

  private RuleFacts(
      RuleId id, ObjectNode fields, Supplier<byte[]> json, @Nullable RuleDigest digest) {
    this.id = id;
    this.name = fields.path("name").asText("");
    this.state = fields.path("state").asText("").intern();
    this.scopes = shared(scopesIn(fields));
    this.tagged = held(taggedIn(fields));
    this.json = json;
    this.digest = digest;
  }

  /** Those that {@link #write} wrote as {@code tree}. */
  private RuleFacts(JsonNode tree, RuleDigest digest) {
    this.id = RuleId.of(tree.path("id").asText(""));
    this.name = tree.path("name").asText("");
    this.state = tree.path("state").asText("").intern();
    List<String> scopes = new ArrayList<>();
    tree.path("scopes").forEach(scope -> scopes.add(scope.asText()));
    this.scopes = shared(scopes);
    Set<String> tagged = new LinkedHashSet<>();
    tree.path("tagged").forEach(text -> tagged.add(text.asText()));
    this.tagged = held(tagged);
    this.json = () -> new byte[0];
    this.digest = digest;
  }

  /** Very many rules have the same ones. */
  private static List<String> shared(List<String> scopes) {
    return scopes.stream().map(String::intern).toList();
  }

  /** In few bytes, as most rules have none or one; in the order in which they were found. */
  private static Set<String> held(Set<String> texts) {
    return texts.size() < 2 ? Set.copyOf(texts) : Collections.unmodifiableSet(texts);
  }

  /** Those of the rule {@code id} with this tree. */
  static RuleFacts of(RuleId id, ObjectNode fields) {
    return of(id, fields, ExactJson.bytes(fields));
  }

  /** The same, where the compact {@code json} of the tree is there already. */
  public static RuleFacts of(RuleId id, ObjectNode fields, byte[] json) {
    return new RuleFacts(id, fields, () -> new byte[0], RuleDigest.of(json));
  }

  /**
   * The same, of a rule of which nobody may ever ask whether it is another one: its digest costs as
   * much as all else.
   *
   * @param json gives the compact JSON of the tree at any time
   */
  static RuleFacts of(RuleId id, ObjectNode fields, Supplier<byte[]> json) {
    return new RuleFacts(id, fields, json, null);
  }

  /** Of the rule. */
  public RuleId id() {
    return id;
  }

  /** Of the rule, or {@code ""} where it has none. */
  public String name() {
    return name;
  }

  /** As it is written, or {@code ""}. */
  public String state() {
    return state;
  }

  /** What its scope names, as it is written. */
  public List<String> scopes() {
    return scopes;
  }

  /** The texts in it that hold {@code <<}, with which every placeholder begins. */
  public Set<String> tagged() {
    return tagged;
  }

  /**
   * The names of the secrets in it; found once, as nearly every step of a command asks for them.
   *
   * @param find finds those in one of its {@link #tagged} texts, the same ones every time
   */
  public Set<SecretName> secrets(Function<String, Set<SecretName>> find) {
    Set<SecretName> known = secrets;
    if (known == null) {
      Set<SecretName> found = new TreeSet<>();
      tagged.forEach(text -> found.addAll(find.apply(text)));
      known = found.size() < 2 ? Set.copyOf(found) : Collections.unmodifiableSet(found);
      secrets = known;
    }
    return known;
  }

  /**
   * The same for trees that are the same to the last digit, in the same order of keys, and for no
   * others.
   */
  public RuleDigest digest() {
    RuleDigest known = digest;
    if (known == null) {
      known = RuleDigest.of(json.get());
      digest = known;
    }
    return known;
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

  /** As JSON, for {@link #read}. */
  public ObjectNode write() {
    ObjectNode tree = ExactJson.object();
    tree.put("id", id.toString())
        .put("name", name)
        .put("state", state)
        .put("digest", digest().toString());
    scopes.forEach(tree.putArray("scopes")::add);
    tagged.forEach(tree.putArray("tagged")::add);
    return tree;
  }

  /** What {@link #write} wrote; nothing where it is something else. */
  public static Optional<RuleFacts> read(JsonNode tree) {
    try {
      return RuleDigest.read(tree.path("digest").asText(""))
          .map(digest -> new RuleFacts(tree, digest));
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
