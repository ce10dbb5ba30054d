package dev.rulekeeper.fuzz;

/**
 * What Jazzer calls, see {@code .ci/fuzz}. The property {@code rulekeeper.fuzz} names the target.
 * This is no test of its own: its agent would instrument every class of the whole run.
 */
public final class Fuzz {
  private static final FuzzTarget TARGET =
      FuzzTarget.valueOf(System.getProperty("rulekeeper.fuzz", "YAML"));

  private Fuzz() {}

  /** Reads what Jazzer found worth trying. */
  public static void fuzzerTestOneInput(byte[] data) {
    TARGET.read(data);
  }
}
