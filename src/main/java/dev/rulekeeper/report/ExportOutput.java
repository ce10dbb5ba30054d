package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.export.Export;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.Count;
import java.util.Optional;

/** What an export says of itself. */
public final class ExportOutput {
  private ExportOutput() {}

  /**
   * {@code export} in {@code format}.
   *
   * @param stored whether values were written to a secrets file
   */
  public static String of(
      Export export, Optional<String> commit, boolean stored, OutputFormat format) {
    return format == OutputFormat.JSON ? json(export, commit) : text(export, commit, stored);
  }

  private static String text(Export export, Optional<String> commit, boolean stored) {
    StringBuilder text = new StringBuilder();
    text.append(Count.of(export.rules(), "rule")).append(" on the site, ");
    text.append(Count.of(export.files().count(), "file")).append(" written");
    commit.ifPresent(id -> text.append(", commit ").append(id, 0, 10));
    text.append(".\n");
    if (!export.adopted().names().isEmpty()) {
      text.append(Count.of(export.adopted().names().size(), "secret")).append(" named:\n");
      export
          .adopted()
          .names()
          .forEach(
              name ->
                  text.append("  ")
                      .append(name)
                      .append("  in ")
                      .append(
                          Count.of(
                              export.found().stream().filter(u -> u.name().equals(name)).count(),
                              "place"))
                      .append("\n"));
    }
    if (stored && !export.recovered().names().isEmpty()) {
      text.append("The site's own value for ")
          .append(Count.of(export.recovered().names().size(), "placeholder"))
          .append(" that had none:\n");
      export.recovered().names().forEach(name -> text.append("  ").append(name).append("\n"));
    }
    return text.toString();
  }

  private static String json(Export export, Optional<String> commit) {
    ObjectNode document =
        ExactJson.object().put("rules", export.rules()).put("commit", commit.orElse(null));
    ArrayNode files = document.putArray("files");
    export.files().paths().forEach(files::add);
    ArrayNode adopted = document.putArray("adopted");
    export.adopted().names().forEach(name -> adopted.add(name.value()));
    return ExactJson.writePretty(document) + "\n";
  }
}
