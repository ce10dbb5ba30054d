package dev.rulekeeper.workflow;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** The version that the build wrote into the jar. */
public final class RunningVersion {
  private RunningVersion() {}

  /** Its number; {@code development} where no build wrote one. */
  public static String number() {
    String version = RunningVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** What tells this build from every other one: its version, and the jar that it runs from. */
  static String build() {
    try {
      Path jar =
          Path.of(RunningVersion.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return number() + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar).toMillis();
    } catch (URISyntaxException | IOException e) {
      // Nobody can say which build it is, so it is like no other one.
      return number() + " " + UUID.randomUUID();
    }
  }
}
