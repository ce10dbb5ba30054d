package dev.rulekeeper.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.json.PackedTree;
import dev.rulekeeper.json.TextPacking;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A rule in the form that files hold: the fields in file order, {@code id} first, {@code scope} in
 * its friendly form, without what the server owns. String leaves may be templates (as in Git) or
 * plain text (as rendered, or as read from a site). The tree is never changed once made.
 *
 * <p>Of ten thousand rules not every tree is in memory at once: one that can be made again is made
 * when somebody asks for it, and dropped when nobody has it any more.
 */
public final class Rule {
  private final RuleId id;
  private final Supplier<ObjectNode> tree;
  private final boolean held;
  private volatile @Nullable RuleFacts facts;

  private Rule(RuleId id, Supplier<ObjectNode> tree, boolean held, @Nullable RuleFacts facts) {
    this.id = id;
    this.tree = tree;
    this.held = held;
    this.facts = facts;
  }

  /** The rule with this tree, which stays in memory with it. */
  public Rule(RuleId id, ObjectNode fields) {
    this(id, () -> fields, true, null);
  }

  /**
   * The rule of which {@code facts} are known.
   *
   * @param made makes its tree, the same every time
   */
  public static Rule known(RuleFacts facts, Supplier<ObjectNode> made) {
    return new Rule(facts.id(), new Remade(made, null), false, facts);
  }

  /**
   * The same rule, whose tree need not be held.
   *
   * @param facts what is known of it without its tree
   * @param made makes its tree, the same every time
   */
  public Rule madeAgain(RuleFacts facts, Supplier<ObjectNode> made) {
    return new Rule(id, new Remade(made, fields()), false, facts);
  }

  /**
   * The same rule in few bytes, for one of thousands that are held at once. What can be known of it
   * without its tree is kept with it.
   */
  public Rule packed() {
    if (!held) {
      return this;
    }
    ObjectNode fields = fields();
    return packed(fields, PackedTree.of(fields));
  }

  /** The same, in still fewer bytes where {@code packing} knows rules like it. */
  public Rule packed(TextPacking packing) {
    if (!held) {
      return this;
    }
    ObjectNode fields = fields();
    return packed(fields, PackedTree.of(fields, packing));
  }

  private Rule packed(ObjectNode fields, PackedTree packed) {
    RuleFacts known = facts;
    if (known == null) {
      known = RuleFacts.of(id, fields, packed::json);
    }
    return new Rule(id, () -> (ObjectNode) packed.get(), false, known);
  }

  /** The id by which Git and the site know it. */
  public RuleId id() {
    return id;
  }

  /** Its tree. */
  public ObjectNode fields() {
    return tree.get();
  }

  /** The name of the rule, or {@code ""} where it has none. */
  public String name() {
    RuleFacts known = facts;
    return known == null ? fields().path("name").asText("") : known.name();
  }

  /** Its state as it is written, or {@code ""} where it has none. */
  public String state() {
    RuleFacts known = facts;
    return known == null ? fields().path("state").asText("") : known.state();
  }

  /** What its scope names, as it is written there. */
  public List<String> scopes() {
    RuleFacts known = facts;
    return known == null ? RuleFacts.scopesIn(fields()) : known.scopes();
  }

  /** The texts in it that may hold placeholders, each once. */
  public Set<String> tagged() {
    RuleFacts known = facts;
    return known == null ? RuleFacts.taggedIn(fields()) : known.tagged();
  }

  /**
   * The names of the secrets in it, in their order.
   *
   * @param find finds those in one of its {@link #tagged} texts, the same ones every time
   */
  public Set<SecretName> secrets(Function<String, Set<SecretName>> find) {
    RuleFacts known = facts;
    if (known != null) {
      return known.secrets(find);
    }
    Set<SecretName> found = new TreeSet<>();
    tagged().forEach(text -> found.addAll(find.apply(text)));
    return found;
  }

  /** What can be known of it without its tree. */
  public RuleFacts facts() {
    RuleFacts known = facts;
    if (known == null) {
      known = RuleFacts.of(id, fields());
      facts = known;
    }
    return known;
  }

  /** Whether both say the same: the order of keys and the spelling of a number do not count. */
  public boolean says(Rule other) {
    return id.equals(other.id) && (isDigestOf(other) || Equality.same(fields(), other.fields()));
  }

  private boolean isDigestOf(Rule other) {
    RuleFacts known = facts;
    RuleFacts others = other.facts;
    return known != null && others != null && known.digest().equals(others.digest());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rule rule
        && id.equals(rule.id)
        && (isDigestOf(rule) || fields().equals(rule.fields()));
  }

  @Override
  public int hashCode() {
    return Objects.hash(id);
  }

  /** Names the rule and nothing of its content, which may be secret. */
  @Override
  public String toString() {
    return "Rule[" + id + "]";
  }

  /** A tree that is made again where it was dropped. */
  private static final class Remade implements Supplier<ObjectNode> {
    private final Supplier<ObjectNode> made;
    private volatile WeakReference<@Nullable ObjectNode> last;

    Remade(Supplier<ObjectNode> made, @Nullable ObjectNode now) {
      this.made = made;
      this.last = new WeakReference<>(now);
    }

    @Override
    public ObjectNode get() {
      ObjectNode tree = last.get();
      if (tree == null) {
        tree = made.get();
        last = new WeakReference<>(tree);
      }
      return tree;
    }
  }
}
