package dev.rulekeeper.workflow;

import dev.rulekeeper.git.BlobCache;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.lint.CleanFiles;
import dev.rulekeeper.ruleset.FileText;
import java.nio.charset.StandardCharsets;

/** Committed rule files in which lint of this build found nothing, kept in the Git folder. */
final class CachedCleanFiles implements CleanFiles, AutoCloseable {
  private final BlobCache marks;

  CachedCleanFiles(WorkTree workTree) {
    this.marks = workTree.cache("lint-clean", RunningVersion.build());
  }

  @Override
  public boolean has(FileText text) {
    return marks.of(text.key()).isPresent();
  }

  @Override
  public void learn(FileText text) {
    String blob = text.blob(BlobCache::blob);
    marks.keep(text.key(), blob, "clean".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    marks.close();
  }
}
