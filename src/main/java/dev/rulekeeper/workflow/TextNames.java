package dev.rulekeeper.workflow;

import dev.rulekeeper.git.BlobCache;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What caches call a text. One cache is asked after the other for the same text, and to hash it is
 * most of what a file costs that nobody changed; so every thread remembers the text that it asked
 * for last.
 */
final class TextNames {
  /** Not static: the caches of two runs in one process have nothing to do with each other. */
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Name> last = new ThreadLocal<>();

  /** The names of one text. */
  static final class Name {
    private final String text;
    private final byte[] content;
    private final String key;
    private @Nullable String blob;

    private Name(String text) {
      this.text = text;
      this.content = text.getBytes(StandardCharsets.UTF_8);
      this.key = BlobCache.key(content);
    }

    /** The key of a file with exactly this text. */
    String key() {
      return key;
    }

    /** What Git calls a file with exactly this text. */
    String blob() {
      String known = blob;
      if (known == null) {
        known = BlobCache.blob(content);
        blob = known;
      }
      return known;
    }
  }

  /** The names of {@code text}, for this thread. */
  Name of(String text) {
    Name name = last.get();
    if (name == null || !isSame(name.text, text)) {
      name = new Name(text);
      last.set(name);
    }
    return name;
  }

  /** To compare the characters would be as much work again. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(String a, String b) {
    return a == b;
  }
}
