package dev.rulekeeper.secret;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.rule.SecretName;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads secret maps from text and environment (design section 4). */
public final class SecretSources {
  private SecretSources() {}

  /**
   * The map that {@code file} text, {@code RULEKEEPER_SECRETS} and {@code RULEKEEPER_SECRET_<NAME>}
   * give together, later ones winning.
   *
   * @param file the text of {@code --secrets-file}, where given: dotenv, YAML or JSON
   * @param environment the environment variables
   * @param names the names that ledger and rule files hold; variables of the last kind are looked
   *     up for these
   * @param yaml parses a YAML mapping with every scalar as a string, as written
   * @throws SecretException if a text is no such map, or a value is empty
   */
  public static SecretMap read(
      Optional<String> file,
      Map<String, String> environment,
      Collection<SecretName> names,
      Function<String, JsonNode> yaml) {
    throw new IllegalStateException("stub");
  }
}
