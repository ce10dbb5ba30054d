package dev.rulekeeper.workflow;

import dev.rulekeeper.secret.map.SecretDemand;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.map.SecretSources;
import dev.rulekeeper.yaml.Yaml;
import java.util.Optional;

/** The secret map as it was given, beside what the environment has of it; tells nothing of it. */
public final class SecretMapText {
  private final Optional<String> text;
  private final String place;

  /**
   * A map that was given.
   *
   * @param text what a file holds or a program printed, where there is one
   * @param place where it stands, for messages
   */
  public SecretMapText(Optional<String> text, String place) {
    this.text = text;
    this.place = place;
  }

  /**
   * The secret map of all sources for a site; the redactor knows its values from here on, and those
   * for other sites. Without a site no entry may be for a single one.
   */
  public SecretMap read(Environment environment, SecretDemand demand) {
    SecretMap secrets =
        SecretSources.read(
            text, environment.variables(), demand, yaml -> Yaml.readText(place, yaml));
    environment.redactor().learn(secrets);
    return secrets;
  }
}
