package dev.rulekeeper.workflow;

import dev.rulekeeper.adopt.Doubt;
import dev.rulekeeper.adopt.NotSecrets;
import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.rule.Count;
import java.util.List;
import java.util.Optional;

/** What people say of places that may hold a credential, kept in Git. */
public final class DoubtAnswers {
  private DoubtAnswers() {}

  /**
   * Notes that {@code doubts} hold no credential.
   *
   * @param reason why, for whoever reviews it
   * @return how many were not noted before
   */
  public static int ignore(
      Session session, List<Doubt> doubts, Optional<String> reason, CommitRequest commit) {
    NotSecrets before = session.notSecrets();
    NotSecrets after = before.with(doubts, reason);
    int added = after.entries().size() - before.entries().size();
    if (added > 0) {
      String text = after.text(session.repository().files().textIfThere(NotSecrets.FILE));
      commit.apply(
          session,
          FileChanges.writing(NotSecrets.FILE, text),
          "Say of " + Count.of(added, "place") + " that it holds no credential\n");
    }
    return added;
  }
}
