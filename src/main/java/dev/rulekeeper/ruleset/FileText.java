package dev.rulekeeper.ruleset;

import dev.rulekeeper.yaml.InvalidFileException;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The exact text of a file, and a name for it that no other text has. Either may be known without
 * the other, and is made when somebody asks for it. For one thread at a time.
 */
public final class FileText {
  private static final int DIGITS = 40;

  private final Supplier<String> read;
  private @Nullable String text;
  private @Nullable String key;
  private @Nullable String blob;

  private FileText(Supplier<String> read, @Nullable String text, @Nullable String key) {
    this.read = read;
    this.text = text;
    this.key = key;
  }

  /** A text that was read. */
  public static FileText of(String text) {
    return new FileText(() -> text, text, null);
  }

  /**
   * A text of which only the {@link #key} is known.
   *
   * @param path of its file, for messages
   * @param read reads the file
   */
  static FileText named(String key, String path, Supplier<String> read) {
    return new FileText(() -> same(key, path, read.get()), null, key);
  }

  private static String same(String key, String path, String text) {
    if (!key(text).equals(key)) {
      throw new InvalidFileException(
          List.of(new Problem(path, "was changed while it was read", "run the command again")));
    }
    return text;
  }

  /**
   * The text.
   *
   * @throws InvalidFileException if the file cannot be read, or has another text by now
   */
  public String text() {
    String known = text;
    if (known == null) {
      known = read.get();
      text = known;
    }
    return known;
  }

  /** A name that no other text has, 40 hexadecimal digits. It tells nothing of the text. */
  public String key() {
    String known = key;
    if (known == null) {
      known = key(text());
      key = known;
    }
    return known;
  }

  /**
   * What Git calls a file with this text; found once, as several caches ask for it.
   *
   * @param named gives it for the bytes of a file
   */
  public String blob(Function<byte[], String> named) {
    String known = blob;
    if (known == null) {
      known = named.apply(text().getBytes(StandardCharsets.UTF_8));
      blob = known;
    }
    return known;
  }

  private static String key(String text) {
    try {
      // Several times as fast as Git's name for it, since that is computed with a look for attacks.
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** Nothing of the text. */
  @Override
  public String toString() {
    return "FileText";
  }
}
