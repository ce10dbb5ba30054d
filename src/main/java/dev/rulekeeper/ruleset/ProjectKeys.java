package dev.rulekeeper.ruleset;

import dev.rulekeeper.rule.SiteName;
import java.util.Optional;

/**
 * What a scope with the key of a project, such as {@code project/SHOP}, is by its number. A key
 * means one project as long as that exists: Jira gives no other the key that a project once had.
 */
@FunctionalInterface
public interface ProjectKeys {
  /** Knows none. */
  ProjectKeys NONE = (site, scope) -> Optional.empty();

  /** What a scope of a project begins with. */
  String PROJECT = "project/";

  /** The scope with the number, where {@code site} is known to have such a project. */
  Optional<String> numbered(SiteName site, String scope);

  /** Whether {@code scope} names a project by its key, which begins with a capital letter. */
  static boolean isKey(String scope) {
    String key = scope.startsWith(PROJECT) ? scope.substring(PROJECT.length()) : "";
    return key.length() > 1
        && isCapital(key.charAt(0))
        && key.chars().allMatch(c -> isCapital(c) || (c >= '0' && c <= '9') || c == '_');
  }

  private static boolean isCapital(int c) {
    return c >= 'A' && c <= 'Z';
  }
}
