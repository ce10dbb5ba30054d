package dev.rulekeeper.ids;

import java.util.Set;
import java.util.regex.Pattern;

/** What ids look like in the texts of rules, and where a number is one. */
final class IdShapes {
  private static final String UUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

  /** A tag, which hides what is in it; then ids, the longest first; then any other number. */
  static final Pattern TOKEN =
      Pattern.compile(
          "<<[^<>]*>>"
              + "|ari:cloud:[a-z-]+:[0-9A-Za-z-]*:[a-z-]+/[0-9A-Za-z._/-]+"
              + "|\\bcustomfield_[0-9]+\\b"
              + "|\\bcf\\[[0-9]+]"
              + ("|\\b[0-9]{6}:" + UUID + "\\b")
              + ("|\\b" + UUID + "\\b")
              + "|\\b[0-9a-f]{24}\\b"
              + "|(?<![\\w.-])[0-9]{4,23}(?![\\w-]|\\.[0-9])");

  /** A condition of JQL on projects, and what stands in it. */
  static final Pattern QUERY =
      Pattern.compile("(?i)\\bproject\\s*(?:!?=\\s*[0-9]+\\b|(?:not\\s+)?in\\s*\\([^()]*\\))");

  /** In {@link #QUERY}: what is no number of a project, and those. */
  static final Pattern IN_QUERY =
      Pattern.compile(
          "<<[^<>]*>>|\\{\\{(?:[^{}\\n"
              + "]|\\{(?!\\{)|}(?!}))*+}}|\"[^\"]*\"|'[^']*'|(?<![\\w.-])[0-9]+(?![\\w.-])");

  static final Pattern ARI =
      Pattern.compile("(ari:cloud:[a-z-]+:)([0-9A-Za-z-]*)(:([a-z-]+)/)(.+)");

  static final Pattern PROJECT_SCOPE = Pattern.compile("project/([0-9]+)");

  /** Of Confluence; known by that in the mapping as well. */
  static final Pattern SPACE_SCOPE = Pattern.compile("space/[0-9]+");

  static final Pattern NUMBER = Pattern.compile("[0-9]+");

  static final Pattern ACCOUNT =
      Pattern.compile("[0-9]{6}:" + UUID + "|[0-9a-f]{24}|qm:[0-9A-Za-z:-]+");

  /** Begins what a number is known by that is the {@code value} of a {@code type: ID}. */
  static final String ID_OF = "ID of ";

  /** What numbers of projects are known by. */
  static final Set<String> PROJECT_ROLES = Set.of("projectId", "projectIds", ID_OF + "project");

  private static final Pattern STATUS = Pattern.compile("\\A(?i:.*status)");

  private IdShapes() {}

  /** What is chosen by number under {@code key}: a {@code destinationStatus} is a status. */
  static String thing(String key) {
    if (key.startsWith("customfield_")) {
      return "option";
    }
    return STATUS.matcher(key).matches() ? "status" : key;
  }
}
