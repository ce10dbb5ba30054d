package dev.rulekeeper.workflow;

import dev.rulekeeper.git.BlobCache;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.lint.CleanFiles;
import java.nio.charset.StandardCharsets;

/** Committed rule files in which lint of this build found nothing, kept in the Git folder. */
final class CachedCleanFiles implements CleanFiles, AutoCloseable {
  private final BlobCache marks;

  CachedCleanFiles(WorkTree workTree) {
    this.marks = workTree.cache("lint-clean", RunningVersion.build());
  }

  @Override
  public boolean has(String text) {
    return marks.of(marks.key(bytes(text))).isPresent();
  }

  @Override
  public void learn(String text) {
    byte[] content = bytes(text);
    marks.keep(marks.key(content), marks.blob(content), bytes("clean"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    marks.close();
  }
}
