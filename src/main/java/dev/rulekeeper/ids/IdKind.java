package dev.rulekeeper.ids;

import java.util.Locale;

/** The kinds of ids in a rule that are other ones on another site. */
public enum IdKind {
  /** UUIDs of rules. */
  RULES,
  /** Numbers of projects. */
  PROJECTS,
  /** Custom fields: {@code customfield_10010}. */
  FIELDS,
  /** Account ids. */
  ACCOUNTS,
  /** Ids of connections. */
  CONNECTIONS,
  /** Cloud ids, as ARIs hold them. */
  CLOUDS,
  /** Whole ARIs of anything but a site or a project. */
  ARIS,
  /** Whatever else a rule chooses by its number, with what it is: {@code status/10004}. */
  THINGS;

  /** The key in {@code sites/<site>.yaml}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One of them, for a message. */
  public String one() {
    return switch (this) {
      case RULES -> "rule";
      case PROJECTS -> "project";
      case FIELDS -> "field";
      case ACCOUNTS -> "account";
      case CONNECTIONS -> "connection";
      case CLOUDS -> "cloud id";
      case ARIS -> "ARI";
      case THINGS -> "thing";
    };
  }
}
