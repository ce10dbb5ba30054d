package dev.rulekeeper.git;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Texts of a base that are there already. */
public final class BaseTexts {
  private BaseTexts() {}

  /** What gives each of {@code texts}. */
  public static Map<String, Supplier<byte[]>> of(Map<String, byte[]> texts) {
    Map<String, Supplier<byte[]>> given = new TreeMap<>();
    texts.forEach((path, text) -> given.put(path, () -> text));
    return given;
  }
}
