package dev.rulekeeper.git;

import java.io.File;
import java.util.Map;
import org.eclipse.jgit.util.FS;

/** Where Git's configuration of the user lies. */
public final class UserHome {
  private UserHome() {}

  /**
   * Lets {@code $HOME} of {@code environment} be the home of the user, as it is for Git; Java and
   * so JGit would take that of the password file, which in a container of a build server is
   * another.
   */
  public static void of(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    if (!home.isEmpty() && new File(home).isDirectory()) {
      FS.DETECTED.setUserHome(new File(home));
    }
  }
}
