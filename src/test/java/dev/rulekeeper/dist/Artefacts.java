package dev.rulekeeper.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@code mvn -Pdist package} has put into its folder. */
record Artefacts(Path folder) {
  static Artefacts built() {
    return new Artefacts(Path.of(System.getProperty("rulekeeper.dist", "target/dist")));
  }

  static String version() {
    return System.getProperty("rulekeeper.version", "");
  }

  /** The archive that takes the Java that is there. */
  Path unix() {
    return named("-unix.tar.gz");
  }

  Path windows() {
    return named("-windows.zip");
  }

  /** The archive that has a Java of its own. */
  Path withRuntime() {
    return all().stream()
        .filter(file -> file.toString().endsWith("_64.tar.gz"))
        .findFirst()
        .orElseThrow();
  }

  Path jar() {
    return named(".jar");
  }

  Path billOfMaterials() {
    return named(".cdx.json");
  }

  Path checksums() {
    return folder.resolve("SHA256SUMS");
  }

  private Path named(String ending) {
    return folder.resolve("rulekeeper-" + version() + ending);
  }

  /** All files, by name. */
  List<Path> all() {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
