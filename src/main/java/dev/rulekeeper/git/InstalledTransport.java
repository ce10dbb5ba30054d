package dev.rulekeeper.git;

import dev.rulekeeper.rule.ForeignText;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/** The way to a remote by the {@code git} that is installed, in terms of single refs. */
final class InstalledTransport {
  private static final int ATTEMPTS = 4;
  private static final Pattern STATUS = Pattern.compile("(.)\t[^\t]*\t(.*)");
  private static final String LOGIN =
      "!f() { test \"$1\" = get && echo \"username=$RULEKEEPER_GIT_USERNAME\" &&"
          + " echo \"password=$RULEKEEPER_GIT_PASSWORD\"; }; f";

  private static final int MORE_TRIES = 2;

  private final GitProgram git;
  private final Repository repository;
  private final String address;
  private final String label;

  /**
   * The way to the remote that Git knows as {@code address}, a name or an URL.
   *
   * @param label what messages call it
   */
  InstalledTransport(GitProgram git, Repository repository, String address, String label) {
    this.git = git;
    this.repository = repository;
    this.address = address;
    this.label = label;
  }

  /** The ref {@code name} of the remote, whose objects this clone then has. */
  Optional<ObjectId> read(String name) {
    String what = "cannot read " + name + " of " + label;
    for (int attempt = 1; ; attempt++) {
      Optional<ObjectId> there = advertised(name, what);
      if (there.isEmpty() || has(there.get())) {
        return there;
      }
      GitProgram.Result fetched = fetch("--refmap=", name);
      boolean has = has(there.get());
      if (has || attempt == ATTEMPTS) {
        if (!has) {
          throw failed(what, fetched);
        }
        return there;
      }
      // Somebody moved it meanwhile.
    }
  }

  private boolean has(ObjectId commit) {
    try {
      return repository.getObjectDatabase().has(commit);
    } catch (IOException e) {
      throw GitFailures.of("cannot look for " + commit.name(), e);
    }
  }

  private Optional<ObjectId> advertised(String name, String what) {
    GitProgram.Result listed = run("ls-remote", "--quiet", address, name);
    if (!listed.succeeded()) {
      throw failed(what, listed);
    }
    return listed
        .said()
        .lines()
        .filter(line -> line.endsWith("\t" + name))
        .map(line -> ObjectId.fromString(line.substring(0, line.indexOf('\t'))))
        .findFirst();
  }

  /** Whether the remote has the ref {@code name}; nothing is fetched. */
  boolean advertises(String name) {
    return advertised(name, "cannot read " + label).isPresent();
  }

  /** Whether the remote answers to a push of {@code commit} that is only tried. */
  boolean wouldPush(ObjectId commit, String ref) {
    String trial = ref.substring(0, ref.lastIndexOf('/')) + "/trial";
    return run(
            "push",
            "--dry-run",
            "--porcelain",
            "--no-verify",
            "--no-signed",
            "--no-follow-tags",
            "--recurse-submodules=no",
            address,
            commit.name() + ":" + trial)
        .succeeded();
  }

  /**
   * Fetches the branch {@code ref} into {@code tracking}.
   *
   * @return whether the remote has it
   */
  boolean fetchBranch(String ref, Optional<String> tracking) {
    GitProgram.Result fetched = fetch("--refmap=", "+" + ref + ":" + tracking.orElse(""));
    if (!fetched.succeeded() && fetched.words().contains("couldn't find remote ref")) {
      return false;
    }
    if (!fetched.succeeded()) {
      throw failed("cannot fetch " + Repository.shortenRefName(ref) + " from " + label, fetched);
    }
    return true;
  }

  private GitProgram.Result fetch(String option, String what) {
    return run(
        "fetch",
        "--quiet",
        "--no-tags",
        "--no-recurse-submodules",
        "--no-write-fetch-head",
        "--no-filter",
        "--no-auto-maintenance",
        option,
        address,
        what);
  }

  /** As {@link SharedRef#swap}. */
  boolean swap(String name, Optional<ObjectId> expected, Optional<ObjectId> next) {
    return swap(name, expected, next, MORE_TRIES);
  }

  private boolean swap(
      String name, Optional<ObjectId> expected, Optional<ObjectId> next, int moreTries) {
    String what = "cannot move " + name + " of " + label;
    GitProgram.Result pushed =
        run(
            "push",
            "--porcelain",
            "--no-verify",
            "--no-signed",
            "--no-follow-tags",
            "--recurse-submodules=no",
            "--force-with-lease=" + name + ":" + expected.map(ObjectId::name).orElse(""),
            address,
            next.map(ObjectId::name).orElse("") + ":" + name);
    if (pushed.succeeded()) {
      return true;
    }
    Optional<String> refusal = refusal(pushed);
    if (refusal.isEmpty() && !pushed.words().contains("remote ref does not exist")) {
      throw failed(what, pushed);
    }
    // Servers word a lost race in many ways; that the ref moved is what tells it.
    if (!advertised(name, what).equals(expected)) {
      return false;
    }
    if (moreTries > 0) {
      // Another may have moved it and moved it back since; who refuses on purpose does so again.
      return swap(name, expected, next, moreTries - 1);
    }
    throw RemoteRefusal.of(
        what,
        refusal.orElse("it is not there"),
        serverWords(pushed),
        "the remote must let this account create, move and delete refs such as "
            + name
            + "; a host that takes branches only: set refs: refs/heads/rulekeeper in"
            + " rulekeeper.yaml");
  }

  /** Pushes {@code ref} to the ref of the same name, never by force; a hook of the clone runs. */
  void push(String ref) {
    String name = Repository.shortenRefName(ref);
    String what = "cannot push " + name + " to " + label;
    GitProgram.Result pushed =
        run(
            "push",
            "--porcelain",
            "--no-follow-tags",
            "--recurse-submodules=no",
            address,
            ref + ":" + ref);
    if (pushed.succeeded()) {
      return;
    }
    Optional<String> refusal = refusal(pushed);
    if (refusal.isEmpty()) {
      throw pushed.words().contains("fatal:") ? failed(what, pushed) : hookRefused(what, pushed);
    }
    if (!refusal.get().startsWith("[remote")) {
      throw BranchPush.behind(what);
    }
    throw RemoteRefusal.of(what, refusal.get(), serverWords(pushed), BranchPush.elsewhere(name));
  }

  private static GitException hookRefused(String what, GitProgram.Result pushed) {
    String said =
        pushed
            .words()
            .lines()
            .filter(line -> !line.startsWith("error: failed to push"))
            .collect(Collectors.joining("\n"));
    return new GitException(
        GitException.Kind.FAILED,
        what,
        Optional.of(ForeignText.of(said).prefixed("pre-push: ")),
        "see what the pre-push hook of this clone asks for");
  }

  /** Why a ref was refused, as the porcelain format says it: "[remote rejected] (why)". */
  private static Optional<String> refusal(GitProgram.Result pushed) {
    return pushed
        .said()
        .lines()
        .map(STATUS::matcher)
        .filter(Matcher::matches)
        .filter(line -> line.group(1).equals("!"))
        .map(line -> line.group(2))
        .findFirst();
  }

  private static String serverWords(GitProgram.Result pushed) {
    return pushed
        .words()
        .lines()
        .filter(line -> line.startsWith("remote: "))
        .map(line -> line.substring("remote: ".length()))
        .collect(Collectors.joining("\n"));
  }

  private static GitException failed(String what, GitProgram.Result result) {
    String words = result.words();
    return RemoteFailure.of(
        what, ForeignText.of(words.isBlank() ? "git ended with " + result.exit() : words));
  }

  private GitProgram.Result run(String... arguments) {
    return git.run(login(), arguments);
  }

  /** The configuration that logs in as the environment says, where it does. */
  private Map<String, String> login() {
    Map<String, String> variables = new HashMap<>();
    SecureShell.command(repository, git.environment())
        .ifPresent(command -> variables.put("GIT_SSH_COMMAND", command));
    @Nullable String password = git.environment().get("RULEKEEPER_GIT_PASSWORD");
    Optional<String> site = password == null ? Optional.empty() : trusted();
    if (site.isEmpty()) {
      return variables;
    }
    variables.put(
        "RULEKEEPER_GIT_USERNAME",
        git.environment().getOrDefault("RULEKEEPER_GIT_USERNAME", RemoteCredentials.ANY_USER));
    variables.put("RULEKEEPER_GIT_PASSWORD", password == null ? "" : password);
    int number = Integer.parseInt(git.environment().getOrDefault("GIT_CONFIG_COUNT", "0"));
    for (String helper : List.of("", LOGIN)) {
      variables.put("GIT_CONFIG_KEY_" + number, "credential." + site.get() + ".helper");
      variables.put("GIT_CONFIG_VALUE_" + number, helper);
      number++;
    }
    variables.put("GIT_CONFIG_COUNT", String.valueOf(number));
    return variables;
  }

  /** Scheme, host and port of the remote, where a password may be sent there. */
  private Optional<String> trusted() {
    String url = repository.getConfig().getString("remote", address, "url");
    try {
      URIish uri = new URIish(url == null ? address : url);
      if (!RemoteCredentials.isProtected(uri)) {
        return Optional.empty();
      }
      String port = uri.getPort() > 0 ? ":" + uri.getPort() : "";
      return Optional.of(uri.getScheme() + "://" + uri.getHost() + port);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
