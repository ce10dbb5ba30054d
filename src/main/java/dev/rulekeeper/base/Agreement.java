package dev.rulekeeper.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.JsonException;
import dev.rulekeeper.yaml.InvalidFileException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That Git at one commit and the site had the same rule, or that neither had it.
 *
 * @param commit what Git had it in: a commit, or a clone in which it was not committed; empty where
 *     nobody knows
 * @param entry the rule; nothing where both had it no more
 */
public record Agreement(String commit, Optional<BaseRule> entry) {
  private static final String COMMIT = "commit";
  private static final String GONE = "gone";
  private static final Pattern FIRST_LINES =
      Pattern.compile("\\{\\s*\"commit\"\\s*:\\s*\"([^\"]*)\".*", Pattern.DOTALL);

  /** That neither has the rule. */
  public static Agreement gone(String commit) {
    return new Agreement(commit, Optional.empty());
  }

  /** The same, of a rule that is to be read again. */
  public Agreement onlySeen() {
    return new Agreement(commit, entry.map(BaseRule::onlySeen));
  }

  /** The content of the file of the base: JSON, UTF-8. */
  public byte[] write() {
    ObjectNode tree = ExactJson.object().put(COMMIT, commit);
    entry.ifPresentOrElse(rule -> tree.setAll(rule.tree()), () -> tree.put(GONE, true));
    return BaseRule.file(tree);
  }

  /**
   * Reads the content of a file of the base.
   *
   * @throws InvalidFileException if it is none
   */
  public static Agreement read(String path, byte[] content) {
    try {
      JsonNode tree = ExactJson.read(content);
      String commit = tree.path(COMMIT).asText("");
      if (tree.path(GONE).asBoolean(false)) {
        return gone(commit);
      }
      return new Agreement(commit, Optional.of(BaseRule.of(path, tree)));
    } catch (JsonException e) {
      throw BaseRule.broken(path);
    }
  }

  /** All but the tree of the rule, for {@link #known}. */
  public byte[] facts() {
    ObjectNode tree = ExactJson.object().put(COMMIT, commit);
    entry.ifPresentOrElse(rule -> tree.setAll(rule.facts()), () -> tree.put(GONE, true));
    return ExactJson.bytes(tree);
  }

  /**
   * The agreement that {@link #facts} was made of; nothing where {@code facts} is something else.
   *
   * @param content gives the content of the file of the base, for the tree of the rule
   */
  public static Optional<Agreement> known(String path, byte[] facts, Supplier<byte[]> content) {
    return ExactJson.parse(facts)
        .flatMap(
            tree -> {
              String commit = tree.path(COMMIT).asText("");
              return tree.path(GONE).asBoolean(false)
                  ? Optional.of(gone(commit))
                  : BaseRule.known(path, tree, content)
                      .map(entry -> new Agreement(commit, Optional.of(entry)));
            });
  }

  /** The commit in {@code content}, without reading the rule in it. */
  public static String commitIn(byte[] content) {
    int begin = Math.min(content.length, 200);
    Matcher lines = FIRST_LINES.matcher(new String(content, 0, begin, StandardCharsets.UTF_8));
    return lines.matches() ? lines.group(1) : "";
  }
}
