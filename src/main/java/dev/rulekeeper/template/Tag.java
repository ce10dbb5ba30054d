package dev.rulekeeper.template;

/**
 * What a placeholder names: {@code <<secret:NAME>>}, {@code <<var:…>>}, {@code <<param:…>>}, {@code
 * <<>…>>}.
 */
public record Tag(Kind kind, String name) implements Comparable<Tag> {
  /** The kinds of names. */
  public enum Kind {
    SECRET,
    VARIABLE,
    PARAMETER,
    FRAGMENT
  }

  /** The tag of the secret {@code name}. */
  public static Tag secret(String name) {
    return new Tag(Kind.SECRET, name);
  }

  /** By kind, then by name. */
  @Override
  public int compareTo(Tag other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : name.compareTo(other.name);
  }

  /** The tag as it is written in a file. */
  @Override
  public String toString() {
    return switch (kind) {
      case SECRET -> "<<secret:" + name + ">>";
      case VARIABLE -> "<<var:" + name + ">>";
      case PARAMETER -> "<<param:" + name + ">>";
      case FRAGMENT -> "<<>" + name + ">>";
    };
  }
}
