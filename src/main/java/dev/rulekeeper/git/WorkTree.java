package dev.rulekeeper.git;

import dev.rulekeeper.rule.SiteName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.Status;
import org.eclipse.jgit.api.StatusCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A Git work tree. */
public final class WorkTree implements AutoCloseable {
  private final Repository repository;
  private final Path root;
  private final Map<String, String> environment;
  private final Branches branches;
  private final SshSessions ssh;

  private WorkTree(Repository repository, Map<String, String> environment) throws IOException {
    this.repository = repository;
    this.root = repository.getWorkTree().toPath().toRealPath();
    this.environment = Map.copyOf(environment);
    this.branches = new Branches(repository);
    this.ssh = new SshSessions(environment);
  }

  /**
   * Opens the repository that {@code directory} lies in. A linked work tree or a submodule, where
   * {@code .git} is a file, is one too. {@code GIT_DIR} is not read.
   *
   * @throws GitException if there is none; says to run {@code git init} or {@code rulekeeper init}
   */
  public static WorkTree open(Path directory) {
    return open(directory, System.getenv());
  }

  /** The same with an environment of the caller's. */
  static WorkTree open(Path directory, Map<String, String> environment) {
    return find(directory, environment)
        .orElseThrow(
            () ->
                new GitException(
                    "no Git repository in " + directory + " or above it",
                    "run git init or rulekeeper init there, or name the folder with -C DIR"));
  }

  /**
   * Makes a repository with branch {@code main} in {@code directory}, or opens the one it lies in.
   */
  public static WorkTree init(Path directory) {
    return init(directory, System.getenv());
  }

  static WorkTree init(Path directory, Map<String, String> environment) {
    try {
      Files.createDirectories(directory);
      Optional<WorkTree> existing = find(directory, environment);
      if (existing.isPresent()) {
        return existing.get();
      }
      Git.init().setDirectory(directory.toFile()).setInitialBranch("main").call().close();
      return open(directory, environment);
    } catch (IOException | GitAPIException e) {
      throw Failure.of("cannot make a Git repository in " + directory, e);
    }
  }

  private static Optional<WorkTree> find(Path directory, Map<String, String> environment) {
    try {
      FileRepositoryBuilder builder =
          new FileRepositoryBuilder().findGitDir(directory.toAbsolutePath().normalize().toFile());
      if (builder.getGitDir() == null) {
        return Optional.empty();
      }
      Repository repository = builder.setMustExist(true).build();
      if (repository.isBare()) {
        repository.close();
        throw new GitException(
            directory + " is a bare repository, without files to work on",
            "clone it and work in the clone");
      }
      return Optional.of(new WorkTree(repository, environment));
    } catch (IOException e) {
      throw Failure.of("cannot open the Git repository of " + directory, e);
    }
  }

  /** The root of the work tree, its real path. */
  public Path root() {
    return root;
  }

  /**
   * {@code file} relative to the root, with {@code /} between names, as the other methods take it.
   *
   * @throws GitException if it lies outside of the work tree
   */
  public String pathOf(Path file) {
    return Paths.relative(root, file)
        .orElseThrow(
            () ->
                new GitException(
                    file + " lies outside of the Git work tree " + root,
                    "choose a path inside of it"));
  }

  /** The short name of the current branch, also an unborn one; nothing if HEAD is detached. */
  public Optional<String> branch() {
    return branches.current().map(Repository::shortenRefName);
  }

  /** The commit that is checked out, 40 hexadecimal digits; nothing where there is none yet. */
  public Optional<String> head() {
    return branches.commit(Constants.HEAD).map(ObjectId::name);
  }

  /**
   * Whether Git tracks {@code file} (in the index), or would add it (not ignored) when {@code
   * orWould}. Asks the repository that the file lies in, be it this one or another; a file in none
   * is not tracked. The file need not exist.
   */
  public boolean tracks(Path file, boolean orWould) {
    return Tracking.of(file, orWould);
  }

  /**
   * Adds {@code file}, one inside of the work tree, to {@code .git/info/exclude} of this clone, so
   * that no {@code git add} takes it. Nothing happens where it is ignored already, or lies outside.
   *
   * @return whether it was added
   */
  public boolean exclude(Path file) {
    Optional<String> path = Paths.relative(root, file);
    if (path.isEmpty() || new Ignores(repository).ignored(path.get())) {
      return false;
    }
    Ignores.exclude(repository, path.get());
    return true;
  }

  /**
   * The paths under {@code folder} that differ from the last commit, relative to the root: staged,
   * modified, removed and untracked ones that are not ignored.
   *
   * @param folder relative to the root; empty for all
   */
  public Set<String> changed(String folder) {
    try (Git git = new Git(repository)) {
      StatusCommand command = git.status();
      if (!folder.isEmpty()) {
        command.addPath(Paths.checked(folder));
      }
      Status status = command.call();
      Set<String> paths = new TreeSet<>(status.getUncommittedChanges());
      paths.addAll(status.getConflicting());
      paths.addAll(status.getUntracked());
      return Collections.unmodifiableSet(paths);
    } catch (GitAPIException e) {
      throw Failure.of("cannot compare " + root + " with its last commit", e);
    }
  }

  /**
   * Writes these files and commits exactly them, on the current branch or on {@code branch} (made
   * from the current commit where neither this clone nor the remote, when last fetched, has it).
   * All files are written next to their place first and then moved, so an interruption leaves
   * either the old or the new text of each; the same call then completes it.
   *
   * <p>What else is modified or staged stays so. A branch that is new takes it along, one that
   * exists is checked out first and needs a work tree that is clean apart from these files. Author
   * and committer come from Git's configuration and environment. A detached HEAD is moved on
   * ({@link #branch} tells). Hooks do not run: they would see another index than what is committed.
   *
   * @param files path relative to the root, to the new content, or to nothing for a file to remove
   * @return the id of the commit, or nothing where no file differs
   */
  public Optional<String> commit(
      Map<String, Optional<byte[]>> files, String message, Optional<String> branch) {
    return committer().commit(files, message, branch);
  }

  /** Writes these files as {@link #commit} does, without a commit. */
  public void write(Map<String, Optional<byte[]>> files) {
    committer().write(files);
  }

  /**
   * Pushes the current branch (or {@code branch}) to its remote, {@code origin} where none is
   * configured.
   *
   * @throws GitException if there is no remote or it rejects; carries the remote's own words
   */
  public void push(Optional<String> branch) {
    Optional<String> ref = branch.map(Branches::ref).or(branches::current);
    if (ref.isEmpty()) {
      throw new GitException(
          "HEAD is detached, so there is no branch to push", "name one with --branch NAME");
    }
    Optional<Remote> remote = remote(ref);
    if (remote.isEmpty()) {
      throw new GitException(
          "the repository has no remote to push to", "run: git remote add origin URL");
    }
    new BranchPush(repository, remote.get()).push(ref.get());
  }

  /**
   * Checks out {@code branch}, one of this clone or one that the remote had when it was last
   * fetched. Nothing happens where it does not exist; {@link #commit} will make it.
   *
   * @return whether it is the current branch now
   * @throws GitException if the work tree is not clean
   */
  public boolean switchTo(String branch) {
    return committer().switchTo(branch);
  }

  /**
   * Fetches {@code branch} from its remote into the tracking branch.
   *
   * @return whether the remote has it; false too where there is no remote
   * @throws GitException if the remote cannot be reached
   */
  public boolean fetch(String branch) {
    String ref = Branches.ref(branch);
    return remote(Optional.of(ref)).map(known -> known.fetch(ref)).orElse(false);
  }

  /**
   * Gives the id and the content of every object in the repository, reachable or not: what somebody
   * would find who gets hold of it.
   */
  public void objects(BiConsumer<String, byte[]> visitor) {
    ObjectDatabase.forEach(repository, visitor);
  }

  /**
   * Writes an executable hook, where there is none of this name.
   *
   * @param text the script
   * @return what to tell the user, where there is one already, which then stays as it is
   */
  public Optional<String> installHook(String name, String text) {
    return Hooks.install(repository, name, text);
  }

  /** Whether there is a remote, the one that the base and the lock of a site are shared through. */
  public boolean hasRemote() {
    return remote(branches.current()).isPresent();
  }

  /** The base of {@code site}. Usable until this work tree is closed. */
  public BaseRef base(SiteName site) {
    return new BaseRef(repository, remote(branches.current()), environment, site);
  }

  /** The lock of {@code site}. Usable until this work tree is closed. */
  public SyncLock lock(SiteName site) {
    return new SyncLock(repository, remote(branches.current()), environment, site);
  }

  private Committer committer() {
    return new Committer(repository, branches, remote(branches.current()), environment);
  }

  private Optional<Remote> remote(Optional<String> branchRef) {
    return Remote.of(repository, branchRef, environment, ssh);
  }

  @Override
  public void close() {
    ssh.close();
    repository.close();
  }
}
