package dev.rulekeeper.yaml;

/** The comment by which editors find the JSON Schema of a YAML file. */
public final class SchemaComment {
  private SchemaComment() {}

  /**
   * The first line of the file at {@code path}, with its line break, as the YAML language server
   * reads it. Both paths are relative to the root of the rule repository.
   */
  public static String of(String path, String schema) {
    int depth = (int) path.chars().filter(c -> c == '/').count();
    return "# yaml-language-server: $schema=" + "../".repeat(depth) + schema + "\n";
  }
}
