package dev.rulekeeper.plan;

import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
import java.util.ArrayList;
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

  /** How many open samples have each tag. */
  private final Map<Tag, Integer> openTags = new HashMap<>();

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
      tags.forEach(tag -> openTags.merge(tag, 1, Integer::sum));
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
    Set<Tag> tags = open.remove(id);
    if (tags == null) {
      return List.of();
    }
    tags.forEach(tag -> openTags.merge(tag, -1, Integer::sum));
    List<BaseRule> ready = new ArrayList<>();
    for (Waiting each : waiting) {
      if (!waits(each.tags())) {
        ready.add(each.entry());
      }
    }
    waiting.removeIf(each -> !waits(each.tags()));
    return ready;
  }

  private boolean waits(Set<Tag> tags) {
    return tags.stream().anyMatch(tag -> openTags.getOrDefault(tag, 0) > 0);
  }

  /** Those that still wait, since a sample was gone when it was to be read. */
  List<BaseRule> waiting() {
    return waiting.stream().map(Waiting::entry).toList();
  }
}
