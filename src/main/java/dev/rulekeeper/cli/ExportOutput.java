package dev.rulekeeper.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.export.Export;
import dev.rulekeeper.rule.ExactJson;
import java.util.Optional;

/** What an export says of itself. */
final class ExportOutput {
  private ExportOutput() {}

  /**
   * {@code export} in {@code format}.
   *
   * @param stored whether values were written to a secrets file
   */
  static String of(Export export, Optional<String> commit, boolean stored, OutputFormat format) {
    return format == OutputFormat.JSON ? json(export, commit) : text(export, commit, stored);
  }

  private static String text(Export export, Optional<String> commit, boolean stored) {
    StringBuilder text = new StringBuilder();
    text.append(export.rules()).append(" rule(s) on the site, ");
    text.append(export.files().size()).append(" file(s) written");
    commit.ifPresent(id -> text.append(", commit ").append(id, 0, 10));
    text.append(".\n");
    if (!export.adopted().names().isEmpty()) {
      text.append(export.adopted().names().size()).append(" secret(s) named:\n");
      export
          .adopted()
          .names()
          .forEach(
              name ->
                  text.append("  ")
                      .append(name)
                      .append("  in ")
                      .append(export.found().stream().filter(u -> u.name().equals(name)).count())
                      .append(" place(s)\n"));
    }
    if (stored && !export.recovered().names().isEmpty()) {
      text.append(export.recovered().names().size())
          .append(" placeholder(s) without a value have the one of the site now:\n");
      export.recovered().names().forEach(name -> text.append("  ").append(name).append("\n"));
    }
    return text.toString();
  }

  private static String json(Export export, Optional<String> commit) {
    ObjectNode document =
        ExactJson.object().put("rules", export.rules()).put("commit", commit.orElse(null));
    ArrayNode files = document.putArray("files");
    export.files().keySet().forEach(files::add);
    ArrayNode adopted = document.putArray("adopted");
    export.adopted().names().forEach(name -> adopted.add(name.value()));
    return ExactJson.writePretty(document) + "\n";
  }
}
