package dev.rulekeeper.adopt;

import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.secret.detection.UnreadTexts;
import java.util.ArrayList;
import java.util.List;

/** The places of rules that no detection looks into: for a person to look at. */
public final class NotLookedAt {
  private final UnreadTexts texts = new UnreadTexts();
  private final List<String> places = new ArrayList<>();

  /**
   * Adds those of {@code rule}.
   *
   * @param where the file, or the name of the rule
   */
  public void add(Rule rule, String where) {
    add(where, texts.in(rule.fields()));
  }

  /**
   * Adds places that were found.
   *
   * @param where the file, or the name of the rule
   */
  public void add(String where, List<UnreadTexts.Unread> found) {
    for (UnreadTexts.Unread unread : found) {
      String at = unread.pointer().toString();
      places.add(
          "  " + where + "  " + (at.isEmpty() ? "the rule itself" : at) + "  " + unread.what());
    }
  }

  /** The number first, then a line for each place; nothing where everything was looked at. */
  public List<String> lines() {
    if (places.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "Not looked into: "
            + Count.of(places.size(), "place")
            + ". Look there yourself, and add a credential in it to the secret map");
    lines.addAll(places);
    return lines;
  }
}
