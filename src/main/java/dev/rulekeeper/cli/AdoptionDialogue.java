package dev.rulekeeper.cli;

import dev.rulekeeper.adopt.FoundCredential;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Asks a person on a terminal which name each credential is to get. */
final class AdoptionDialogue {
  private static final String LEAVE = "-";
  private final Console console;
  private final BufferedReader answers;
  private final Set<SecretName> taken;

  /**
   * Asks on {@code console}.
   *
   * @param taken names that mean something already
   */
  AdoptionDialogue(Console console, Set<SecretName> taken) {
    this.console = console;
    this.answers = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
    this.taken = new TreeSet<>(taken);
  }

  /** The names that the person gave; what is to be left as it is has none. */
  Map<SecretValue, SecretName> names(
      Map<SecretValue, SecretName> suggested, List<FoundCredential> found) {
    Map<SecretValue, SecretName> chosen = new LinkedHashMap<>();
    suggested.forEach(
        (value, suggestion) -> {
          found.stream()
              .filter(one -> one.finding().value().equals(value))
              .forEach(one -> console.say(line(one)));
          String answer = ask(suggestion);
          if (!answer.equals(LEAVE)) {
            SecretName name = new SecretName(answer);
            taken.add(name);
            chosen.put(value, name);
          }
        });
    return chosen;
  }

  private static String line(FoundCredential one) {
    return one.file().rule().id() + "  " + one.finding().pointer() + "  " + one.finding().kind();
  }

  /** A name that is free, or {@link #LEAVE}. */
  private String ask(SecretName suggestion) {
    while (true) {
      console.say("Name? [" + suggestion + "] (" + LEAVE + " to leave it)");
      String answer = answer();
      String name = answer.isEmpty() ? suggestion.value() : answer;
      if (name.equals(LEAVE)) {
        return LEAVE;
      }
      if (!SecretName.isValid(name)) {
        console.say(
            "That is no name: use lower-case letters, digits, '.', '_' and '-', beginning with a "
                + "letter or digit.");
      } else if (taken.contains(new SecretName(name))) {
        console.say("There is a secret of this name already, and one name has one value.");
      } else {
        return name;
      }
    }
  }

  /** One line; the end of the input leaves everything that is still to be asked. */
  private String answer() {
    try {
      String line = answers.readLine();
      return line == null ? LEAVE : line.strip();
    } catch (IOException e) {
      throw new CliException(ExitCode.FAILED, "cannot read the answer", "use --all");
    }
  }
}
