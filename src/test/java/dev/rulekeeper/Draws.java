package dev.rulekeeper;

/**
 * Where properties begin to draw. A build draws the same inputs every time, so that its answer is
 * about the change and not about luck; {@code .ci/explore} draws others.
 */
public final class Draws {
  /** The seed of every property, a decimal number as jqwik takes it. */
  public static final String SEED = "20261130";

  private Draws() {}
}
