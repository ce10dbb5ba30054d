package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.expiry.Expiry;
import java.util.Optional;

/**
 * What a service says of the value of a secret, for a person and for a program.
 *
 * @param host the service
 * @param accepted whether it takes the value
 * @param expiry when the value expires, as far as that is known
 */
public record CheckOutput(SecretName name, String host, boolean accepted, Optional<Expiry> expiry) {

  /** As {@code format} has it. */
  public String in(OutputFormat format) {
    return format == OutputFormat.JSON ? json() : text();
  }

  private String text() {
    return accepted
        ? name
            + " is accepted by "
            + host
            + expiry.map(known -> "; it expires on " + known).orElse("")
            + ".\n"
        : name + " is REFUSED by " + host + ": do not sync this value.\n";
  }

  private String json() {
    ObjectNode document =
        ExactJson.object().put("name", name.value()).put("host", host).put("accepted", accepted);
    expiry.ifPresent(
        known ->
            document.put("expires", known.day().toString()).put("source", known.source().word()));
    return ExactJson.writePretty(document) + "\n";
  }
}
