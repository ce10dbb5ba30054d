package dev.rulekeeper.secret.place;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What becomes of the texts of a component, by its {@code component} and {@code type}. The types
 * are an open set; of one that is not known nobody can say where it sends its texts.
 */
enum ComponentType {
  /** Sends them to the host of its {@code url}. */
  WEB_REQUEST("", ""),
  /** Posts them into a chat by a webhook. */
  CHAT("", "message"),
  /** Keeps them in a smart value. */
  VARIABLE("", ""),
  /** Writes them into the audit log. */
  LOG("", "log"),
  /** Shows them in a comment. */
  COMMENT("", "comment"),
  /** Mails them. */
  EMAIL("", "email"),
  /** Writes them into a field of a work item, page or asset. */
  EDIT("", "field"),
  /** Compares them: who can choose the other side can guess at them, and the audit log tells. */
  DECISION("", "condition"),
  /** Not known. */
  OTHER(SecretUse.UNKNOWN_HOST, "");

  /** Actions of Atlassian's own products write onto the site. */
  private static final Pattern OWN =
      Pattern.compile("(?:jira|confluence|cmdb|jsm|focus|security)\\.[a-z0-9_.:-]*");

  private static final Set<String> DECIDING =
      Set.of("TRIGGER", "CONDITION", "CONDITION_BLOCK", "BRANCH");

  /** The host that its texts go to where no address says so. */
  final String host;

  /** The kind of publishing place that its texts are, or {@code ""}. */
  final String publish;

  ComponentType(String host, String publish) {
    this.host = host;
    this.publish = publish;
  }

  /** The type of a component with these values of {@code component} and {@code type}. */
  static ComponentType of(String component, String type) {
    String name = type.toLowerCase(Locale.ROOT);
    if (name.contains("outgoing.webhook")) {
      return WEB_REQUEST;
    }
    if (name.startsWith("slack.") || name.startsWith("msteams.")) {
      return CHAT;
    }
    if (name.contains("variable")) {
      return VARIABLE;
    }
    if (DECIDING.contains(component)) {
      return DECISION;
    }
    if (name.contains("action.log")) {
      return LOG;
    }
    if (name.contains("comment")) {
      return COMMENT;
    }
    if (name.contains("email")) {
      return EMAIL;
    }
    if (name.contains("lookup")) {
      return DECISION;
    }
    return OWN.matcher(name).matches() ? EDIT : OTHER;
  }
}
