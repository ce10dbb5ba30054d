package dev.rulekeeper.plan;

import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses among rules that did not move as few as hold every tag. What these are seen to hold
 * decides about the others; one of those waits for all samples that have a tag of its own.
 */
final class RuleSamples {
  private final Set<Tag> seen = new HashSet<>();
  private final Map<RuleId, Set<Tag>> open = new HashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();

  private record Waiting(BaseRule entry, Set<Tag> tags) {}

  /** What is to be done about a rule. */
  enum Need {
    /** It is a sample. */
    READ,
    /** A sample with one of its tags is still being read. */
    WAIT,
    /** Every sample with one of its tags was read. */
    DECIDE
  }

  /** What is to be done about the rule of {@code entry}; where it waits, it is kept here. */
  Need need(BaseRule entry) {
    Set<Tag> tags = TagFingerprints.tags(entry.rule());
    if (seen.addAll(tags)) {
      open.put(entry.rule().id(), tags);
      return Need.READ;
    }
    if (waits(tags)) {
      waiting.add(new Waiting(entry, tags));
      return Need.WAIT;
    }
    return Need.DECIDE;
  }

  /** The rule {@code id} was read: gives those that need wait no longer. */
  List<BaseRule> read(RuleId id) {
    if (open.remove(id) == null) {
      return List.of();
    }
    List<BaseRule> ready =
        waiting.stream().filter(each -> !waits(each.tags())).map(Waiting::entry).toList();
    waiting.removeIf(each -> !waits(each.tags()));
    return ready;
  }

  private boolean waits(Set<Tag> tags) {
    return open.values().stream().anyMatch(sample -> !Collections.disjoint(sample, tags));
  }

  /** Those that still wait, since a sample was gone when it was to be read. */
  List<BaseRule> waiting() {
    return waiting.stream().map(Waiting::entry).toList();
  }
}
