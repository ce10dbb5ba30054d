package dev.rulekeeper.git;

import org.eclipse.jgit.api.errors.CanceledException;
import org.eclipse.jgit.api.errors.UnsupportedSigningFormatException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.GpgConfig;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.Signer;
import org.eclipse.jgit.lib.Signers;
import org.eclipse.jgit.transport.CredentialsProvider;

/** {@code commit.gpgSign}: signs where it can, and never leaves out a signature silently. */
final class Signing {
  private Signing() {}

  /**
   * Signs {@code commit} if the configuration asks for it. JGit signs with {@code gpg.format ssh}
   * and a key file; for OpenPGP it would need Bouncy Castle, which rulekeeper does not bring.
   */
  static void apply(Repository repository, CommitBuilder commit, PersonIdent committer)
      throws java.io.IOException {
    GpgConfig config = new GpgConfig(repository.getConfig());
    if (!config.isSignCommits()) {
      return;
    }
    Signer signer = Signers.get(config.getKeyFormat());
    if (signer == null) {
      throw unsigned("there is no signer for gpg.format " + config.getKeyFormat().toConfigValue());
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
      throw unsigned(Failure.words(e));
    }
  }

  private static GitException unsigned(String reason) {
    return new GitException(
        "commit.gpgSign asks for a signed commit and rulekeeper cannot sign it: " + reason,
        "use gpg.format ssh with a key file without passphrase, or write the files without a"
            + " commit and commit them with Git, or run: git config commit.gpgSign false");
  }
}
