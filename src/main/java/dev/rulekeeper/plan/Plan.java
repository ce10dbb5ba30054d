package dev.rulekeeper.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.SiteName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What a sync would do, rule by rule, in the order of names. Holds placeholders, never a value. */
public final class Plan {
  private static final int ID_DIGITS = 16;
  private static final int AT_ONCE = 64;
  private final SiteName site;
  private final List<Change> changes;
  private final int unchanged;
  private final List<String> notes;
  private volatile String id = "";

  /**
   * Sorts the changes by name, then by id.
   *
   * @param changes every rule that is not unchanged
   * @param unchanged how many rules are
   * @param notes what a reader should know beside: assumptions, rules that cannot be compared
   */
  public Plan(SiteName site, List<Change> changes, int unchanged, List<String> notes) {
    this.site = site;
    this.changes =
        changes.stream()
            .sorted(Comparator.comparing(Change::name).thenComparing(Change::id))
            .toList();
    this.unchanged = unchanged;
    this.notes = List.copyOf(notes);
  }

  /** The site that it is for. */
  public SiteName site() {
    return site;
  }

  /** Every rule that is not unchanged. */
  public List<Change> changes() {
    return changes;
  }

  /** How many rules are unchanged. */
  public int unchanged() {
    return unchanged;
  }

  /** What a reader should know beside. */
  public List<String> notes() {
    return notes;
  }

  /** The same with more notes, which go first. */
  public Plan withNotes(List<String> more) {
    List<String> all = new ArrayList<>(more);
    all.addAll(notes);
    return new Plan(site, changes, unchanged, all);
  }

  /** Whether there is nothing to say: every rule is unchanged. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** Whether some rule has this kind. */
  public boolean has(ChangeKind kind) {
    return changes.stream().anyMatch(change -> change.kind() == kind);
  }

  /** The changes of rules that were edited on the site and wait for a decision. */
  public List<Change> edited() {
    return changes.stream()
        .filter(
            change ->
                change.kind() == ChangeKind.DRIFT
                    || change.kind() == ChangeKind.CONFLICT
                    || (change.kind() == ChangeKind.UNPROVEN && !change.isHidden()))
        .toList();
  }

  /** How many rules have each kind, by label; {@code unchanged} always among them. */
  public Map<String, Integer> summary() {
    Map<String, Integer> counts = new TreeMap<>();
    counts.put("unchanged", unchanged);
    changes.forEach(change -> counts.merge(change.kind().label(), 1, Integer::sum));
    return counts;
  }

  /**
   * Names the content of this plan: 16 hex digits of a SHA-256 over what would be done, with
   * placeholders. Values do not enter it, since a hash of a short password could be guessed.
   */
  public String id() {
    String known = id;
    if (known.isEmpty()) {
      // Several are told of it, and of thousands of rules it takes its time.
      known = digest();
      id = known;
    }
    return known;
  }

  private String digest() {
    MessageDigest digest = sha256();
    digest.update(site.value().getBytes(StandardCharsets.UTF_8));
    // On all processors, and yet in their order and few in memory.
    for (int from = 0; from < changes.size(); from += AT_ONCE) {
      List<Change> some = changes.subList(from, Math.min(changes.size(), from + AT_ONCE));
      some.parallelStream().map(Plan::content).toList().forEach(digest::update);
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, ID_DIGITS);
  }

  /** All that a change would do, as JSON. */
  private static byte[] content(Change change) {
    ObjectNode content =
        ExactJson.object()
            .put("id", change.id().toString())
            .put("kind", change.kind().label())
            .put("secrets", change.secrets().toString());
    content.set("patch", change.patch());
    change.before().ifPresent(rule -> content.set("before", rule.fields()));
    change.after().ifPresent(rule -> content.set("after", rule.fields()));
    return ExactJson.bytes(content);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Plan plan
        && site.equals(plan.site)
        && changes.equals(plan.changes)
        && unchanged == plan.unchanged
        && notes.equals(plan.notes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(site, changes, unchanged, notes);
  }

  /** Says what for and how much: a plan has thousands of lines. */
  @Override
  public String toString() {
    return "Plan[" + site + ", " + summary() + "]";
  }
}
