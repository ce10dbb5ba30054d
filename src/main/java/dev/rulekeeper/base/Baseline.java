package dev.rulekeeper.base;

import dev.rulekeeper.rule.RuleId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The base as a plan needs it: what Git and site last agreed on, read rule by rule.
 *
 * @param known whether there is a base at all; without one a difference is taken for an edit in Git
 * @param ids the rules in it
 * @param read gives the entry of a rule
 * @param notes what whoever reads a plan should know of the base it was made with, once it was read
 */
public record Baseline(
    boolean known,
    Set<RuleId> ids,
    Function<RuleId, Optional<BaseRule>> read,
    Supplier<List<String>> notes) {
  private static final String NEVER_MET =
      "no base for this site yet: every difference is taken for an edit in Git; the next export or "
          + "sync records the base";
  private static final String LEFT =
      "made without the base, which holds what Git and site last agreed on: an edit in the browser "
          + "looks like an edit in Git here, and sync may decide otherwise";

  /** Copies the set. */
  public Baseline {
    ids = Set.copyOf(ids);
  }

  /** A base of which there is nothing to say. */
  public Baseline(boolean known, Set<RuleId> ids, Function<RuleId, Optional<BaseRule>> read) {
    this(known, ids, read, List::of);
  }

  /** No base: this repository and this site have not met yet. */
  public static Baseline none() {
    return new Baseline(false, Set.of(), id -> Optional.empty(), () -> List.of(NEVER_MET));
  }

  /**
   * The base for one line of work.
   *
   * @param ids the rules in it
   * @param agreements gives what was agreed on a rule, the newest first
   */
  public static Baseline of(
      Set<RuleId> ids, Function<RuleId, Iterator<Agreement>> agreements, LineOfWork line) {
    LineOfWorkBaseline found = new LineOfWorkBaseline(agreements, line);
    return new Baseline(true, ids, found::read, found::notes);
  }

  /** The same, of which a reader of a plan should know this too. */
  public Baseline withNote(String note) {
    return new Baseline(
        known,
        ids,
        read,
        () -> {
          List<String> all = new ArrayList<>(notes.get());
          all.add(note);
          return all;
        });
  }

  /** No base, although there may be one: whoever asks for a plan did not want it read. */
  public static Baseline left() {
    return new Baseline(false, Set.of(), id -> Optional.empty(), () -> List.of(LEFT));
  }

  /** The base of these entries. */
  public static Baseline of(Map<RuleId, BaseRule> entries) {
    return new Baseline(true, entries.keySet(), id -> Optional.ofNullable(entries.get(id)));
  }
}
