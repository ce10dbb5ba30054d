package dev.rulekeeper.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Repository;

/** The hooks of a clone; they are no part of what is cloned. */
final class Hooks {
  private Hooks() {}

  /** As {@link WorkTree#installHook}. */
  static Optional<String> install(Repository repository, String name, String text) {
    Path hook = folder(repository).resolve(name);
    try {
      if (Files.exists(hook)) {
        return Files.readString(hook).equals(text)
            ? Optional.empty()
            : Optional.of(
                "there is a "
                    + name
                    + " hook already; add this line to it: rulekeeper lint --secrets");
      }
      Files.createDirectories(folder(repository));
      Files.writeString(hook, text);
      if (!hook.toFile().setExecutable(true)) {
        return Optional.of("make the hook executable: " + hook);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw GitFailures.of("cannot write the hook " + name, e);
    }
  }

  /** The text of the hook, where it is there and can be run. */
  static Optional<String> read(Repository repository, String name) {
    Path hook = folder(repository).resolve(name);
    if (!Files.isExecutable(hook)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(hook, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw GitFailures.of("cannot read the hook " + name, e);
    }
  }

  static Path folder(Repository repository) {
    String configured =
        repository.getConfig().getString(ConfigConstants.CONFIG_CORE_SECTION, null, "hooksPath");
    return configured == null
        ? repository.getCommonDirectory().toPath().resolve("hooks")
        : repository.getWorkTree().toPath().resolve(configured);
  }
}
