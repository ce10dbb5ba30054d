package dev.rulekeeper.workflow;

import dev.rulekeeper.secret.guard.Redactor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** An environment with these variables, in which nobody listens. */
record QuietEnvironment(
    Map<String, String> variables, Path directory, Clock clock, Redactor redactor)
    implements Environment {
  QuietEnvironment(Map<String, String> variables, Path directory) {
    this(variables, directory, Clock.systemUTC(), new Redactor());
  }

  @Override
  public void say(String line) {}
}
