package dev.rulekeeper.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A folder that stands for a machine where nothing is installed: a home, and a PATH with the
 * programs of POSIX that a launcher may use, and neither Maven nor Git nor, unless asked for, Java.
 */
record CleanMachine(Path folder) {
  private static final List<String> POSIX =
      List.of(
          "cksum",
          "cp",
          "env",
          "find",
          "gzip",
          "ls",
          "mkdir",
          "mktemp",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sh",
          "tar");

  static CleanMachine in(Path folder) throws IOException {
    CleanMachine machine = new CleanMachine(folder);
    Files.createDirectories(machine.home());
    for (String program : POSIX) {
      machine.install(program, find(program));
    }
    return machine;
  }

  CleanMachine withJava() throws IOException {
    install("java", Path.of(System.getProperty("java.home"), "bin", "java"));
    return this;
  }

  Path home() {
    return folder.resolve("home");
  }

  private void install(String name, Path program) throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    Path script = folder.resolve("bin").resolve(name);
    Files.writeString(script, "#!/bin/sh\nexec '" + program + "' \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path find(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .map(entry -> Path.of(entry, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  /** Unpacks an archive, and gives the folder in it. */
  Path unpack(Path archive) throws IOException {
    Path opened = Files.createTempDirectory(folder, "with a space ");
    program("tar")
        .run("-xzf", archive.toAbsolutePath().toString(), "-C", opened.toString())
        .succeeded();
    try (var files = Files.list(opened)) {
      List<Path> inside = files.toList();
      assertThat(inside).hasSize(1);
      return inside.get(0);
    }
  }

  /** A program by its path, or by its name on the PATH of this machine. */
  Program program(String path) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", folder.resolve("bin").toString());
    environment.put("HOME", home().toString());
    environment.put("USER", "tester");
    String full = path.contains("/") ? path : folder.resolve("bin").resolve(path).toString();
    return new Program(List.of(full), environment, folder);
  }
}
