package dev.rulekeeper.git;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;

/** How the installed Git is to call OpenSSH, where nobody said it. */
final class SecureShell {
  private static final List<String> KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");

  private SecureShell() {}

  /**
   * A command that never asks. OpenSSH takes the home of the password file where the rest of the
   * world takes {@code $HOME}; where the two differ, as in containers of build servers, it is told.
   */
  static Optional<String> command(Repository repository, Map<String, String> environment) {
    boolean chosen =
        repository.getConfig().getString("core", null, "sshCommand") != null
            || environment.containsKey("GIT_SSH")
            || environment.containsKey("GIT_SSH_COMMAND");
    return chosen ? Optional.empty() : Optional.of(String.join(" ", words(environment)));
  }

  private static List<String> words(Map<String, String> environment) {
    List<String> words = new ArrayList<>(List.of("ssh", "-o", "BatchMode=yes"));
    String home = environment.getOrDefault("HOME", "");
    File folder = new File(home, ".ssh");
    if (home.isEmpty()
        || new File(home).equals(new File(System.getProperty("user.home", "")))
        || !folder.isDirectory()) {
      return words;
    }
    File config = new File(folder, "config");
    if (config.isFile()) {
      words.addAll(List.of("-F", quoted(config.getPath())));
    }
    words.addAll(option("UserKnownHostsFile", new File(folder, "known_hosts")));
    KEYS.stream()
        .map(key -> new File(folder, key))
        .filter(File::isFile)
        .forEach(key -> words.addAll(option("IdentityFile", key)));
    return words;
  }

  private static List<String> option(String name, File file) {
    return List.of("-o", quoted(name + "=\"" + file.getPath() + "\""));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
