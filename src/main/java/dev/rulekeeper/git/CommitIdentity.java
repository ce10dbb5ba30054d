package dev.rulekeeper.git;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.PersonIdent;
import org.jspecify.annotations.Nullable;

/**
 * Who a commit is by, in Git's own order: the environment, {@code author.*} or {@code committer.*},
 * {@code user.*}, then {@code EMAIL} (git-commit, "Commit information"). Where Git would make a
 * name up from the machine's user and host, this says {@code rulekeeper <rulekeeper@localhost>}: a
 * commit is no place for facts about a machine.
 */
record CommitIdentity(PersonIdent author, PersonIdent committer) {
  private static final String FALLBACK_NAME = "rulekeeper";
  private static final String FALLBACK_EMAIL = "rulekeeper@localhost";

  /**
   * The identity at this moment.
   *
   * @throws GitException if {@code user.useConfigOnly} is set and nothing is configured
   */
  static CommitIdentity of(Config config, Map<String, String> environment) {
    Instant now = Instant.now();
    return new CommitIdentity(
        person("author", config, environment, now), person("committer", config, environment, now));
  }

  private static PersonIdent person(
      String role, Config config, Map<String, String> environment, Instant now) {
    String prefix = role.equals("author") ? "GIT_AUTHOR_" : "GIT_COMMITTER_";
    Optional<String> name =
        first(
            environment.get(prefix + "NAME"),
            config.getString(role, null, "name"),
            config.getString("user", null, "name"));
    Optional<String> email =
        first(
            environment.get(prefix + "EMAIL"),
            config.getString(role, null, "email"),
            config.getString("user", null, "email"),
            environment.get("EMAIL"));
    if ((name.isEmpty() || email.isEmpty()) && config.getBoolean("user", "useConfigOnly", false)) {
      throw new GitException(
          "Git knows no " + role + " for the commit, and user.useConfigOnly forbids to make one up",
          "run: git config user.name NAME && git config user.email ADDRESS");
    }
    return new PersonIdent(
        name.orElse(FALLBACK_NAME), email.orElse(FALLBACK_EMAIL), now, ZoneId.systemDefault());
  }

  private static Optional<String> first(@Nullable String... candidates) {
    return Stream.of(candidates).filter(text -> text != null && !text.isBlank()).findFirst();
  }
}
