package dev.rulekeeper.ruleset;

import dev.rulekeeper.yaml.SchemaComment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The JSON Schemas (draft 2020-12) of the files of a rule repository. */
public enum Schema {
  /** Of {@code rulekeeper.yaml}. */
  CONFIGURATION,
  /** Of {@code secrets.yaml}. */
  LEDGER,
  /** Of {@code not-secrets.yaml}. */
  NOT_SECRETS,
  /** Of the files below {@code rules/}. */
  RULE,
  /** Of the files below {@code sites/}. */
  SITE,
  /** Of the files below {@code templates/}. */
  TEMPLATE;

  /** Where a rule repository keeps the schemas, relative to its root. */
  public static final String FOLDER = ".rulekeeper/schema";

  /** The folder on the class path that holds them. */
  static final String RESOURCES = "dev/rulekeeper/schema/";

  /** The name under which {@code schema} prints it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one that {@code schema} prints under {@code label}. */
  public static Optional<Schema> labelled(String label) {
    return Arrays.stream(values()).filter(schema -> schema.label().equals(label)).findFirst();
  }

  /** The name of its file. */
  public String fileName() {
    return label() + ".json";
  }

  /** Its text: JSON, UTF-8. */
  public String text() {
    try (InputStream in =
        Schema.class.getClassLoader().getResourceAsStream(RESOURCES + fileName())) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its schema " + fileName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the schema " + fileName(), e);
    }
  }

  /**
   * The schema of the file at {@code path}, which is relative to the root of the rule repository;
   * nothing where that is no file of ours.
   */
  public static Optional<Schema> of(String path) {
    boolean yaml = path.endsWith(".yaml") || path.endsWith(".yml");
    if (!yaml) {
      return Optional.empty();
    }
    return switch (path.substring(0, path.indexOf('/') + 1)) {
      case "rules/" -> Optional.of(RULE);
      case "sites/" -> Optional.of(SITE);
      case "templates/" -> Optional.of(TEMPLATE);
      case "" ->
          switch (path) {
            case RuleRepository.CONFIGURATION -> Optional.of(CONFIGURATION);
            case RuleRepository.LEDGER -> Optional.of(LEDGER);
            case RuleRepository.NOT_SECRETS -> Optional.of(NOT_SECRETS);
            default -> Optional.empty();
          };
      default -> Optional.empty();
    };
  }

  /**
   * The first line of a new file at {@code path}, by which editors find the schema: the comment
   * that the YAML language server reads, with its line break; empty where {@code path} has no
   * schema.
   */
  public static String header(String path) {
    return of(path)
        .map(schema -> SchemaComment.of(path, FOLDER + "/" + schema.fileName()))
        .orElse("");
  }
}
