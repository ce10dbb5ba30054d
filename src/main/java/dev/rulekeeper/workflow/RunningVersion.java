package dev.rulekeeper.workflow;

/** The version that the build wrote into the jar. */
public final class RunningVersion {
  private RunningVersion() {}

  /** Its number; {@code development} where no build wrote one. */
  public static String number() {
    String version = RunningVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
