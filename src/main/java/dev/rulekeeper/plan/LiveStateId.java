package dev.rulekeeper.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.secret.fingerprint.Fingerprints;

/**
 * What names the state of a rule on the site that a plan is about, so that a sync finds out whether
 * it still is the same. The time of the last change is part of it: where reads are stale, it moves
 * before the content does.
 */
public final class LiveStateId {
  private static final String UNREAD = "unread since ";

  private LiveStateId() {}

  /** Names the state of a rule that was read: {@code live} in file form, values in clear. */
  static String read(Fingerprints fingerprints, Rule live, String updated) {
    ObjectNode tree = ExactJson.object().put("updated", updated);
    tree.set("rule", live.fields());
    return fingerprints.of(tree);
  }

  /** Names the state of a rule that the base shows not to have changed since this time. */
  static String unread(String updated) {
    return UNREAD + updated;
  }

  /**
   * Whether a rule that reads as {@code live} now is in the state that {@code name} names.
   *
   * @param fingerprints those with which the plan was made
   */
  public static boolean is(String name, Fingerprints fingerprints, Rule live, String updated) {
    return name.startsWith(UNREAD)
        ? name.equals(unread(updated))
        : name.equals(read(fingerprints, live, updated));
  }
}
