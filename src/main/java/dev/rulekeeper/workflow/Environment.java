package dev.rulekeeper.workflow;

import dev.rulekeeper.secret.guard.Redactor;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** What surrounds a run, as far as its work needs it: variables, folder, clock and a listener. */
public interface Environment {
  /** The environment variables. */
  Map<String, String> variables();

  /** The folder the user stands in. */
  Path directory();

  /** Where the time comes from. */
  Clock clock();

  /** What everything that is told passes. */
  Redactor redactor();

  /** Says something beside the result. */
  void say(String line);

  /** The value of an environment variable that is set and not empty. */
  default Optional<String> variable(String name) {
    return Optional.ofNullable(variables().get(name)).filter(value -> !value.isEmpty());
  }

  /** The day in UTC. */
  default LocalDate today() {
    return LocalDate.ofInstant(clock().instant(), ZoneOffset.UTC);
  }
}
