package dev.rulekeeper.secret;

import dev.rulekeeper.rule.SecretName;
import java.util.List;

/**
 * Searches the exact bytes that are about to be committed for every known value in every encoding.
 */
public final class LeakGuard {
  /** A value that stands where it must not: its name, and {@code where} as {@code path:line}. */
  public record Leak(SecretName name, String where) {}

  /** Guards against the values of {@code map}. */
  public static LeakGuard of(SecretMap map) {
    throw new IllegalStateException("stub");
  }

  private LeakGuard() {}

  /** The leaks in {@code content}; {@code path} (itself searched too) says what it is. */
  public List<Leak> search(String path, byte[] content) {
    throw new IllegalStateException("stub");
  }
}
