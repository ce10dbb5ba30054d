package dev.rulekeeper.secret;

import java.util.Collection;

/**
 * Takes values out of text on its way out of the process: every value it was told of, raw and in
 * every encoding, becomes {@code <<secret:name>>} or {@code ***}. One instance a process; learns
 * values as they are found, from any thread.
 */
public final class Redactor {
  /** Knows nothing yet. */
  public Redactor() {}

  /** Also hides the values of {@code map} from now on, under their names. */
  public void learn(SecretMap map) {
    throw new IllegalStateException("stub");
  }

  /** Also hides these values from now on, as {@code ***}: older values, credentials of the site. */
  public void learn(Collection<SecretValue> values) {
    throw new IllegalStateException("stub");
  }

  /** {@code text} without any value. */
  public String redact(String text) {
    throw new IllegalStateException("stub");
  }
}
