package dev.rulekeeper.setup;

import dev.rulekeeper.ruleset.RepositoryFiles;
import dev.rulekeeper.ruleset.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The schemas of the files of a repository, where editors find them. */
public final class SchemaFiles {
  private SchemaFiles() {}

  /**
   * Writes all of them anew.
   *
   * @throws UncheckedIOException if one cannot be written
   */
  public static void write(RepositoryFiles repository) {
    try {
      Path folder = Files.createDirectories(repository.at(Schema.FOLDER));
      for (Schema schema : Schema.values()) {
        Files.writeString(
            folder.resolve(schema.fileName()),
            schema.text(),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write in " + Schema.FOLDER, e);
    }
  }
}
