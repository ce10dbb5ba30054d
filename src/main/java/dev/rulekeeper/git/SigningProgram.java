package dev.rulekeeper.git;

import dev.rulekeeper.rule.ForeignText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.lib.GpgConfig;
import org.eclipse.jgit.lib.GpgSignature;
import org.eclipse.jgit.lib.PersonIdent;

/**
 * GnuPG, called as Git calls it ({@code gpg-interface.c}): {@code gpg --status-fd=2 -bsau KEY} with
 * the commit as input and the signature as output.
 */
final class SigningProgram {
  private SigningProgram() {}

  /** The signature of {@code commit}, or a {@link GitException} with the program's own words. */
  static GpgSignature sign(GpgConfig config, byte[] commit, PersonIdent committer)
      throws IOException {
    String program = config.getProgram() == null ? usual(config) : config.getProgram();
    String key =
        config.getSigningKey() == null
            ? committer.getName() + " <" + committer.getEmailAddress() + ">"
            : config.getSigningKey();
    Path words = Files.createTempFile("rulekeeper-signing-", ".txt");
    try {
      ProcessBuilder builder = new ProcessBuilder(List.of(program, "--status-fd=2", "-bsau", key));
      builder.redirectError(words.toFile());
      ChildProcessFileSystem.withoutSecrets(builder.environment());
      Process process = builder.start();
      try (OutputStream input = process.getOutputStream()) {
        input.write(commit);
      } catch (IOException e) {
        // It ended without reading: its exit code and words below say why, a broken pipe does not.
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
      }
      byte[] signature = process.getInputStream().readAllBytes();
      String said = Files.readString(words, StandardCharsets.UTF_8);
      if (process.waitFor() != 0 || !said.contains("[GNUPG:] SIG_CREATED ")) {
        throw Signing.unsigned(program + " says", ForeignText.of(said));
      }
      return new GpgSignature(signature);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Signing.unsigned("interrupted", ForeignText.of(""));
    } finally {
      Files.deleteIfExists(words);
    }
  }

  private static String usual(GpgConfig config) {
    return config.getKeyFormat() == GpgConfig.GpgFormat.X509 ? "gpgsm" : "gpg";
  }
}
