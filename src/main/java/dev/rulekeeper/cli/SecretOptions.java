package dev.rulekeeper.cli;

import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.map.SecretSources;
import dev.rulekeeper.workflow.SecretMapText;
import dev.rulekeeper.yaml.Yaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the secret map comes from. */
final class SecretOptions {
  @Option(
      names = "--secrets-file",
      paramLabel = "FILE",
      description = "The secret map: dotenv, YAML or JSON; - for stdin.")
  private @Nullable String file;

  @Option(
      names = "--secrets-command",
      paramLabel = "COMMAND",
      description =
          "A program that prints the secret map, such as 'pass show rulekeeper'; started without a"
              + " shell, what it prints is never written anywhere.")
  private @Nullable String command;

  @Option(
      names = "--secrets-command-timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long that program may take (default: ${DEFAULT-VALUE}).")
  private int commandTimeout = 60;

  /** What the file held, or the program printed; standard input can be read only once. */
  private @Nullable String content;

  /** Reads the file, or runs the program. */
  SecretMapText text(Console console, Path directory) {
    if (content == null) {
      content = given(console, directory);
    }
    return new SecretMapText(Optional.ofNullable(content), place());
  }

  /** As the other, with paths that begin in the folder of {@code common}. */
  SecretMapText text(Console console, CommonOptions common) {
    return text(console, common.directory(console));
  }

  private @Nullable String given(Console console, Path directory) {
    if (file != null && command != null) {
      throw new CliException(
          ExitCode.USAGE,
          "--secrets-file and --secrets-command are both given",
          "give one of them");
    }
    if (command != null) {
      Duration patience = Duration.ofSeconds(Math.max(1, commandTimeout));
      return SecretProgram.parse(command, patience).output(console.variables(), directory);
    }
    return file == null ? null : text(console, directory, file);
  }

  private String place() {
    return command != null ? "--secrets-command" : file == null ? "RULEKEEPER_SECRETS" : file;
  }

  /** The secret map in one file and nothing else; the redactor knows its values from here on. */
  static SecretMap readFile(Console console, Path directory, String path) {
    SecretMap secrets =
        SecretSources.read(
            Optional.of(text(console, directory, path)),
            Map.of(),
            List.of(),
            yaml -> Yaml.readText(path, yaml));
    console.redactor().learn(secrets);
    return secrets;
  }

  private static String text(Console console, Path directory, String path) {
    try {
      if (path.equals("-")) {
        return new String(console.in().readAllBytes(), StandardCharsets.UTF_8);
      }
      Path file = directory.resolve(path);
      refuseReadableByOthers("the secret map " + path, file, path);
      return Files.readString(file);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.USAGE,
          "cannot read the secret map " + path,
          "check that the file is there, is readable and is UTF-8");
    }
  }

  static void refuseReadableByOthers(String what, Path file, String path) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
      throw new CliException(
          ExitCode.USAGE,
          what + " can be read by everybody on this machine",
          "run: chmod 600 " + path);
    }
  }
}
