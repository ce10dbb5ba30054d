package dev.rulekeeper.ruleset;

import dev.rulekeeper.rule.SiteName;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a scope with the key of a project, such as {@code project/SHOP}, is by its number. A key
 * means one project as long as that exists: Jira gives no other the key that a project once had.
 */
@FunctionalInterface
public interface ProjectKeys {
  /** Knows none. */
  ProjectKeys NONE = (site, scope) -> Optional.empty();

  /** What begins with a capital letter, as keys of Jira do. */
  Pattern KEY = Pattern.compile("project/[A-Z][A-Z0-9_]+");

  /** The scope with the number, where {@code site} is known to have such a project. */
  Optional<String> numbered(SiteName site, String scope);

  /** Whether {@code scope} names a project by its key. */
  static boolean isKey(String scope) {
    return scope.startsWith("project/") && KEY.matcher(scope).matches();
  }
}
