package dev.rulekeeper.secret;

import dev.rulekeeper.template.Template;

/** The values of a secret map, arranged to be found in text, raw and in every encoding. */
public final class KnownValues {
  private KnownValues() {}

  /** Arranges {@code map}. */
  public static KnownValues of(SecretMap map) {
    throw new IllegalStateException("stub");
  }

  /**
   * {@code template} with every known value of six characters or more, wherever it stands in a text
   * part raw or encoded, replaced by its placeholder; renders to the same text as before. Longest
   * value first; holes that are there already stay.
   */
  public Template substitute(Template template) {
    throw new IllegalStateException("stub");
  }
}
