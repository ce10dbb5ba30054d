package dev.rulekeeper.git;

import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What a look at the remote showed; nothing was changed there.
 *
 * @param remote its name and URL without user information
 * @param hasBase whether it has the base of the site
 * @param mayPush whether it would take a push; nothing where only the installed Git could tell
 */
public record RemoteCheck(String remote, boolean hasBase, Optional<Boolean> mayPush) {
  /**
   * Looks at {@code remote}.
   *
   * @param head the commit that the trial is made with, where there is one
   * @throws GitException if it cannot be read
   */
  static RemoteCheck of(Remote remote, String baseRef, Optional<ObjectId> head) {
    boolean hasBase = remote.advertises(baseRef);
    Optional<Boolean> mayPush =
        head.flatMap(commit -> remote.installed().map(git -> git.wouldPush(commit, baseRef)));
    return new RemoteCheck(remote.label(), hasBase, mayPush);
  }
}
