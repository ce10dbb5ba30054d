package dev.rulekeeper.git;

import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.rule.SiteName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.Status;
import org.eclipse.jgit.api.StatusCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;

/** A Git work tree. */
public final class WorkTree implements AutoCloseable {
  private final Repository repository;
  private final Path root;
  private final Map<String, String> environment;
  private final Branches branches;
  private final SshSessions ssh;
  private final InstalledGit git;
  private final String refs;
  private final StateSignature signature;

  private WorkTree(WorkTree same, String refs, StateSignature signature) {
    this.repository = same.repository;
    this.root = same.root;
    this.environment = same.environment;
    this.branches = same.branches;
    this.ssh = same.ssh;
    this.git = same.git;
    this.refs = refs;
    this.signature = signature;
  }

  private WorkTree(Repository repository, Map<String, String> environment) throws IOException {
    this.refs = "refs/rulekeeper";
    this.signature = StateSignature.none();
    this.repository = repository;
    this.root = repository.getWorkTree().toPath().toRealPath();
    this.environment = Map.copyOf(environment);
    this.branches = new Branches(repository);
    this.ssh = new SshSessions(environment);
    this.git = new InstalledGit(root, this.environment);
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
    } catch (IOException e) {
      throw GitFailures.of("cannot make a Git repository in " + directory, e);
    }
    make(directory);
    return open(directory, environment);
  }

  /**
   * Makes a repository with branch {@code main} in {@code directory} itself, also where that lies
   * in another one.
   */
  public static void make(Path directory) {
    try {
      Files.createDirectories(directory);
      Git.init().setDirectory(directory.toFile()).setInitialBranch("main").call().close();
    } catch (IOException | GitAPIException e) {
      throw GitFailures.of("cannot make a Git repository in " + directory, e);
    }
  }

  private static Optional<WorkTree> find(Path directory, Map<String, String> environment) {
    try {
      Path start = directory.toAbsolutePath().normalize();
      FileRepositoryBuilder builder =
          new FileRepositoryBuilder()
              .setFS(ChildProcessFileSystem.detected())
              .findGitDir(start.toFile());
      if (builder.getGitDir() == null) {
        return Optional.empty();
      }
      new RepositoryOwner(environment).require(start, builder.getGitDir().toPath());
      Repository repository = builder.setMustExist(true).build();
      if (repository.isBare()) {
        repository.close();
        throw new GitException(
            directory + " is a bare repository, without files to work on",
            "clone it and work in the clone");
      }
      String format = repository.getConfig().getString("extensions", null, "objectformat");
      if (format != null && !format.equalsIgnoreCase("sha1")) {
        repository.close();
        throw new GitException(
            "the repository of "
                + directory
                + " names its objects by SHA-256, which cannot be read",
            "use one with the usual names: git init --object-format=sha1");
      }
      return Optional.of(new WorkTree(repository, environment));
    } catch (IOException e) {
      throw GitFailures.of("cannot open the Git repository of " + directory, e);
    }
  }

  /**
   * The same work tree, which is closed with that one, with the refs of sites below {@code refs}.
   */
  public WorkTree withRefs(String refs) {
    return new WorkTree(this, refs, signature);
  }

  /** The same work tree, which is closed with that one, where base and journals are signed. */
  public WorkTree withSignature(StateSignature signature) {
    return new WorkTree(this, refs, signature);
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
    return WorkTreePaths.relative(root, file)
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
   * The text of {@code path} on the default branch of the remote, as this clone last saw it;
   * nothing where it knows of no such branch, or that has no such file.
   */
  public Optional<byte[]> onDefaultBranch(String path) {
    return remote(branches.current())
        .flatMap(known -> branches.defaultOf(known.name()))
        .flatMap(commit -> new CommittedFiles(repository).read(commit, path));
  }

  /**
   * Whether Git tracks {@code file} (in the index), or would add it (not ignored) when {@code
   * orWould}. Asks the repository that the file lies in, be it this one or another; a file in none
   * is not tracked. The file need not exist.
   */
  public boolean tracks(Path file, boolean orWould) {
    return TrackedFiles.of(file, orWould);
  }

  /**
   * The paths under {@code folder} that the index or the commit that is checked out has, relative
   * to the root.
   */
  public Set<String> tracked(String folder) {
    return TrackedFiles.under(repository, folder);
  }

  /**
   * Adds {@code file}, one inside of the work tree, to {@code .git/info/exclude} of this clone, so
   * that no {@code git add} takes it. Nothing happens where it is ignored already, or lies outside.
   *
   * @return whether it was added
   */
  public boolean exclude(Path file) {
    Optional<String> path = WorkTreePaths.relative(root, file);
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
        command.addPath(WorkTreePaths.checked(folder));
      }
      Status status = command.call();
      Set<String> paths = new TreeSet<>(status.getUncommittedChanges());
      paths.addAll(status.getConflicting());
      paths.addAll(status.getUntracked());
      return Collections.unmodifiableSet(paths);
    } catch (GitAPIException e) {
      throw GitFailures.of("cannot compare " + root + " with its last commit", e);
    }
  }

  /**
   * Writes these files and commits exactly them. On the current branch, all files are written next
   * to their place first and then moved, so an interruption leaves either the old or the new text
   * of each; the same call then completes it.
   *
   * <p>On another {@code branch} only the commit is made, and this clone stays where it is: on top
   * of the branch, here or on the remote when it was last fetched; from the current commit where
   * that has all of it, or there is none.
   *
   * <p>What else is modified or staged stays so. Author and committer come from Git's configuration
   * and environment. A detached HEAD is moved on ({@link #branch} tells). The hooks {@code
   * pre-commit} and {@code commit-msg} run as for {@code git commit --only}; on another branch only
   * the latter, as no file is there to look at.
   *
   * @param files path relative to the root, to the new content, or to nothing for a file to remove
   * @return the id of the commit, or nothing where no file differs
   */
  public Optional<String> commit(FileChanges files, String message, Optional<String> branch) {
    return committer().commit(files, message, branch);
  }

  /** For contents that are to be committed later; whoever asks closes it. */
  public EarlyContents earlyContents() {
    return new EarlyContents(repository);
  }

  /** Writes these files as {@link #commit} does, without a commit. */
  public void write(FileChanges files) {
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

  /** Whether {@code branch} of this clone has commits that the remote had not when last fetched. */
  public boolean isAhead(String branch) {
    String ref = Branches.ref(branch);
    Optional<ObjectId> here = branches.commit(ref);
    Optional<ObjectId> there =
        remote(Optional.of(ref)).flatMap(r -> r.trackingRef(ref)).flatMap(branches::commit);
    return here.isPresent() && (there.isEmpty() || !branches.isWithin(here.get(), there.get()));
  }

  /** Makes the branch {@code name} of the remote, at {@code commit}; this clone gets none. */
  public void pushAs(String commit, String name) {
    String ref = Branches.ref(name);
    SharedRef here = new LocalRef(repository, ref);
    Optional<ObjectId> goal = Optional.of(ObjectId.fromString(commit));
    if (!here.swap(Optional.empty(), goal)) {
      throw new GitException("there is a branch " + name + " already", "run the command again");
    }
    try {
      push(Optional.of(name));
    } finally {
      here.swap(goal, Optional.empty());
    }
  }

  /**
   * The commit of {@code branch}, in this clone or as the remote had it when it was last fetched;
   * 40 hexadecimal digits, or nothing where there is no such branch.
   */
  public Optional<String> commitOf(String branch) {
    String ref = Branches.ref(branch);
    return branches
        .commit(ref)
        .or(
            () ->
                remote(Optional.of(ref)).flatMap(r -> r.trackingRef(ref)).flatMap(branches::commit))
        .map(ObjectId::name);
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

  /**
   * What the files of {@code folder} name in the commit that is checked out and in those before it.
   * Usable until this work tree is closed.
   *
   * @param folder relative to the root
   * @param naming what the text of a file names
   */
  public FolderHistory history(String folder, Function<String, Set<String>> naming) {
    return FolderHistory.of(repository, folder, naming);
  }

  /** Whether there is a remote, the one that the base and the lock of a site are shared through. */
  public boolean hasRemote() {
    return remote(branches.current()).isPresent();
  }

  /**
   * Looks at the remote, and changes nothing there or here; nothing where there is no remote.
   *
   * @throws GitException if it cannot be read
   */
  public Optional<RemoteCheck> checkRemote(SiteName site) {
    return remote(branches.current())
        .map(
            remote ->
                RemoteCheck.of(
                    remote, SiteRefs.name(refs, site, "synced"), head().map(ObjectId::fromString)));
  }

  /** The text of the hook {@code name} of this clone, where there is one that can be run. */
  public Optional<String> hook(String name) {
    return Hooks.read(repository, name);
  }

  /** The base of {@code site}. Usable until this work tree is closed. */
  public BaseRef base(SiteName site) {
    return new BaseRef(
        repository,
        remote(branches.current()),
        environment,
        SiteRefs.name(refs, site, "synced"),
        signature);
  }

  /**
   * Stops where {@code .gitattributes} puts one of {@code paths} under a filter, such as that of
   * git-crypt: what is kept of it elsewhere would get past the filter.
   */
  public void refuseFilters(Collection<String> paths) {
    new Filters(repository).refuse(paths);
  }

  /** The commits that lead to HEAD. Usable until this work tree is closed. */
  public Ancestry ancestry() {
    return new Ancestry(repository);
  }

  /**
   * What the file at {@code path} said in the commits that lead to HEAD, the newest first and each
   * text once.
   *
   * @param since only in what is not in the history of this commit, 40 hexadecimal digits
   */
  public List<byte[]> versions(String path, Optional<String> since) {
    return new FileHistory(repository).versions(path, since);
  }

  /**
   * What was made of files that Git has; whoever asks closes it.
   *
   * @param name of the cache
   * @param version of what is kept
   */
  public BlobCache cache(String name, String version) {
    return new BlobCache(repository, name, version);
  }

  /** The file {@code name} in the Git folder, for content of this {@code version}. */
  public GitFolderFile kept(String name, String version) {
    return new GitFolderFile(repository, name, version);
  }

  /** A name for this clone that no other one has, and that it keeps. */
  public String cloneName() {
    return CloneName.in(repository.getCommonDirectory().toPath().resolve("rulekeeper"));
  }

  /** The lock of {@code site}. Usable until this work tree is closed. */
  public SyncLock lock(SiteName site) {
    return new SyncLock(
        repository, remote(branches.current()), site, SiteRefs.name(refs, site, "lock"));
  }

  /** The journals of runs on {@code site}. Usable until this work tree is closed. */
  public RemoteRefFiles journals(SiteName site) {
    return new RemoteRefFiles(
        repository,
        remote(branches.current()),
        environment,
        SiteRefs.name(refs, site, "journal"),
        signature);
  }

  /** What starts the programs of this repository. */
  FS fileSystem() {
    return repository.getFS();
  }

  private Committer committer() {
    return new Committer(repository, branches, remote(branches.current()), environment);
  }

  private Optional<Remote> remote(Optional<String> branchRef) {
    return Remote.of(repository, branchRef, environment, ssh, git);
  }

  @Override
  public void close() {
    ssh.close();
    repository.close();
  }
}
