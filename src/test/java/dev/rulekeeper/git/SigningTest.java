package dev.rulekeeper.git;

import static dev.rulekeeper.git.RealGit.ALICE;
import static dev.rulekeeper.git.RealGit.files;
import static dev.rulekeeper.git.RealGit.git;
import static dev.rulekeeper.git.RealGit.hook;
import static dev.rulekeeper.git.RealGit.read;
import static dev.rulekeeper.git.RealGit.repository;
import static dev.rulekeeper.git.RealGit.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(IsolatedGit.class)
class SigningTest {
  @TempDir Path folder;
  private Path repository;

  @BeforeEach
  void a_repository_that_wants_signatures() {
    repository = repository(folder.resolve("r"));
    git(repository, "config", "commit.gpgSign", "true");
  }

  @Test
  void an_ssh_key_signs_and_git_verifies_it() throws Exception {
    Path key = folder.resolve("key");
    new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())
        .start()
        .waitFor();
    write(folder, "signers", "alice@example.com " + read(folder, "key.pub"));
    git(repository, "config", "gpg.format", "ssh");
    git(repository, "config", "user.signingKey", key.toString());
    git(repository, "config", "gpg.ssh.allowedSignersFile", folder.resolve("signers").toString());
    commit();
    assertThat(git(repository, "verify-commit", "-v", "HEAD"))
        .contains("Good \"git\" signature for alice@example.com");
  }

  @Test
  void GnuPG_is_called_as_git_calls_it_and_gets_exactly_the_unsigned_commit() {
    program(
        "echo \"$*\" > "
            + folder
            + "/arguments; cat > "
            + folder
            + "/input; echo '-----BEGIN PGP SIGNATURE-----'; echo 'EXAMPLE'; echo '-----END PGP"
            + " SIGNATURE-----'; echo '[GNUPG:] SIG_CREATED D' >&2");
    commit();
    assertThat(read(folder, "arguments"))
        .isEqualTo("--status-fd=2 -bsau Alice <alice@example.com>\n");
    String commit = git(repository, "cat-file", "commit", "HEAD");
    assertThat(commit).contains("gpgsig -----BEGIN PGP SIGNATURE-----\n EXAMPLE\n");
    assertThat(commit.replaceAll("(?s)gpgsig .*END PGP SIGNATURE-----\n", "") + "\n")
        .isEqualTo(read(folder, "input"));
  }

  @Test
  void a_signature_that_cannot_be_made_stops_the_commit_with_the_programs_words() {
    program("echo 'no secret key' >&2; exit 2");
    GitException failed = catchThrowableOfType(GitException.class, this::commit);
    assertThat(RealGit.told(failed)).contains("commit.gpgSign", "no secret key");
    assertThat(git(repository, "log", "--format=%s")).isEqualTo("Begin");
    assertThat(repository.resolve("a.yaml")).doesNotExist();
  }

  private void program(String script) {
    hook(folder, "gpg", script);
    git(repository, "config", "gpg.program", folder.resolve("hooks/gpg").toString());
  }

  private void commit() {
    try (WorkTree tree = WorkTree.open(repository, ALICE)) {
      tree.commit(files("a.yaml", "a\n"), "Export", Optional.empty());
    }
  }
}
