package dev.rulekeeper.cli;

import dev.rulekeeper.workflow.RunningVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"rulekeeper " + RunningVersion.number()};
  }
}
