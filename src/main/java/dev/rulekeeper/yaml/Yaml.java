package dev.rulekeeper.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.ExactEquality;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * YAML text and JSON trees: deterministic, {@code \n}, long lines unfolded, doubtful strings
 * quoted.
 */
public final class Yaml {
  private Yaml() {}

  /**
   * Parses one YAML document as a JSON tree; numbers keep their digits, anchors and tags are
   * refused. Plain scalars are null (an empty one too), booleans and numbers only where JSON would
   * say so; all others are strings, {@code yes}, {@code 0123} and dates included. An empty text is
   * null.
   *
   * @param path for messages
   * @throws InvalidFileException if it is not YAML, has a duplicate key or a key that is no string;
   *     the message quotes none of it
   */
  public static JsonNode read(String path, String text) {
    return YamlParser.parse(path, text, true).root().value();
  }

  /** As {@link #read}, with every scalar a string exactly as written. */
  public static JsonNode readText(String path, String text) {
    return YamlParser.parse(path, text, false).root().value();
  }

  /**
   * The text of {@code tree}; {@code read(write(tree))} equals {@code tree} and writes the same
   * bytes.
   */
  public static String write(JsonNode tree) {
    return YamlWriter.document(tree, YamlComments.NONE);
  }

  /**
   * Whether the text of {@code tree}, and what an edit may add to it, is short enough to be read.
   */
  public static boolean isReadable(JsonNode tree) {
    return YamlSize.isWithin(tree, YamlParser.MOST_CHARACTERS / 2);
  }

  /**
   * {@code text} changed to hold {@code tree}, keeping comments and the style of what did not
   * change; {@code text} itself where it says the same already, in whatever order of keys.
   *
   * @throws InvalidFileException if {@code text} cannot be read
   */
  public static String rewrite(String path, String text, JsonNode tree) {
    YamlSource source = YamlParser.parse(path, text, true);
    if (ExactEquality.same(source.root().value(), tree)) {
      return text;
    }
    Supplier<String> merged =
        () ->
            YamlRewriter.canMerge(source.root(), tree) ? YamlRewriter.rewrite(source, tree) : text;
    return firstThatHolds(tree, List.of(merged, () -> format(path, text, tree)));
  }

  /** As {@link #rewrite}, for a text and a tree of which every scalar is a string. */
  public static String rewriteText(String path, String text, JsonNode tree) {
    YamlSource source = YamlParser.parse(path, text, false);
    if (!YamlRewriter.canMerge(source.root(), tree)) {
      return write(tree);
    }
    String merged = YamlRewriter.rewrite(source, tree);
    return ExactEquality.same(readText(path, merged), tree) ? merged : write(tree);
  }

  /**
   * {@code tree} as {@link #write} has it, with the comments of {@code text}, the text of a tree
   * that may be in another order, where their nodes still exist.
   *
   * @throws InvalidFileException if {@code text} cannot be read
   */
  public static String format(String path, String text, JsonNode tree) {
    YamlComments comments = YamlComments.of(YamlParser.parse(path, text, true));
    return firstThatHolds(
        tree, List.of(() -> YamlWriter.document(tree, comments), () -> write(tree)));
  }

  /**
   * {@code text} with what its values are called as comments beside them, {@code # = SHOP}, which
   * replace older ones of that form; comments of people stay. They go with the value: a rewrite
   * that changes it leaves its name out.
   *
   * @param names gives the name of the scalar at a place, where it has one
   * @throws InvalidFileException if {@code text} cannot be read
   */
  public static String named(
      String path, String text, BiFunction<JsonPointer, String, Optional<String>> names) {
    YamlSource source = YamlParser.parse(path, text, true);
    String named = NameComments.beside(source, names::apply);
    return holds(named, source.root().value()) ? named : text;
  }

  /** A comment may be lost where YAML is used in an unusual way, but never a value. */
  private static String firstThatHolds(JsonNode tree, List<Supplier<String>> candidates) {
    String text = "";
    for (Supplier<String> candidate : candidates) {
      text = candidate.get();
      if (holds(text, tree)) {
        return text;
      }
    }
    return text;
  }

  private static boolean holds(String text, JsonNode tree) {
    try {
      return ExactEquality.same(read("", text), tree);
    } catch (InvalidFileException e) {
      return false;
    }
  }
}
