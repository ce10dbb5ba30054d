package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.adopt.FileAdoption;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.SecretName;

/** Which secrets were taken out of rule files. */
public final class AdoptionOutput {
  private AdoptionOutput() {}

  /** The adoption in {@code format}; {@code nothing} says what was not found. */
  public static String of(FileAdoption adoption, String nothing, OutputFormat format) {
    return format == OutputFormat.JSON ? json(adoption) : text(adoption, nothing);
  }

  /** A sentence or two; {@code nothing} says what was not found where nothing was adopted. */
  private static String text(FileAdoption adoption, String nothing) {
    if (adoption.changes().isEmpty()) {
      return nothing + ": nothing to adopt.\n";
    }
    return "Adopted "
        + String.join(", ", adoption.values().names().stream().map(SecretName::value).toList())
        + ". If the files were pushed before, treat the values as leaked: rotate them.\n";
  }

  /** {@code {"adopted": [names], "files": [paths]}}. */
  private static String json(FileAdoption adoption) {
    ObjectNode document = ExactJson.object();
    ArrayNode names = document.putArray("adopted");
    ArrayNode files = document.putArray("files");
    if (!adoption.changes().isEmpty()) {
      adoption.values().names().forEach(name -> names.add(name.value()));
      adoption.changes().paths().forEach(files::add);
    }
    return ExactJson.writePretty(document) + "\n";
  }
}
