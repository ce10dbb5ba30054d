package dev.rulekeeper.git;

import dev.rulekeeper.rule.ForeignText;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.api.errors.CanceledException;
import org.eclipse.jgit.api.errors.UnsupportedSigningFormatException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.GpgConfig;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.Signer;
import org.eclipse.jgit.lib.Signers;
import org.eclipse.jgit.transport.CredentialsProvider;

/** {@code commit.gpgSign}: signs as Git would, and never leaves out a signature silently. */
final class Signing {
  private Signing() {}

  /** Signs {@code commit} if the configuration asks for it: SSH by JGit, the rest by GnuPG. */
  static void apply(Repository repository, CommitBuilder commit, PersonIdent committer)
      throws IOException {
    GpgConfig config = new GpgConfig(repository.getConfig());
    if (!config.isSignCommits()) {
      return;
    }
    Signer signer = Signers.get(config.getKeyFormat());
    if (signer == null) {
      commit.setGpgSignature(SigningProgram.sign(config, commit.build(), committer));
      return;
    }
    try {
      signer.signObject(
          repository,
          config,
          commit,
          committer,
          config.getSigningKey(),
          CredentialsProvider.getDefault());
    } catch (CanceledException | UnsupportedSigningFormatException e) {
      throw unsigned("no signature was made", GitFailures.words(e));
    }
  }

  /** The commit could not be signed. */
  static GitException unsigned(String reason, ForeignText said) {
    return new GitException(
        GitException.Kind.FAILED,
        "commit.gpgSign asks for a signed commit, which failed: " + reason,
        Optional.of(said),
        "see that git commit can sign here; a key for gpg.format ssh must be a file without"
            + " passphrase; or run: git config commit.gpgSign false");
  }
}
