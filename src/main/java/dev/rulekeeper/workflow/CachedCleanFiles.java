package dev.rulekeeper.workflow;

import dev.rulekeeper.git.BlobCache;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.lint.CleanFiles;
import java.nio.charset.StandardCharsets;

/** Committed rule files in which lint of this build found nothing, kept in the Git folder. */
final class CachedCleanFiles implements CleanFiles, AutoCloseable {
  private final TextNames names;
  private final BlobCache marks;

  CachedCleanFiles(WorkTree workTree, TextNames names) {
    this.names = names;
    this.marks = workTree.cache("lint-clean", RunningVersion.build());
  }

  @Override
  public boolean has(String text) {
    return marks.of(names.of(text).key()).isPresent();
  }

  @Override
  public void learn(String text) {
    TextNames.Name name = names.of(text);
    marks.keep(name.key(), name.blob(), "clean".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    marks.close();
  }
}
