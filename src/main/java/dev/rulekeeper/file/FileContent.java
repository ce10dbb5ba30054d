package dev.rulekeeper.file;

/** What a file is to hold: bytes in memory, or bytes that are fetched when somebody asks. */
@FunctionalInterface
public interface FileContent {
  /** The bytes; the same every time. */
  byte[] bytes();

  /** {@code bytes}, which stay in memory. */
  static FileContent of(byte[] bytes) {
    return () -> bytes;
  }
}
