package dev.rulekeeper.cli;

import dev.rulekeeper.workflow.RunningVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class Version implements IVersionProvider {
  static String line() {
    return "rulekeeper " + RunningVersion.number();
  }

  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }
}
