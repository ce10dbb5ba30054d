package dev.rulekeeper.placeholder;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a placeholder names: {@code <<secret:NAME>>}, {@code <<var:…>>}, {@code <<param:…>>}, {@code
 * <<>…>>}.
 */
public record Tag(Kind kind, String name) implements Comparable<Tag> {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");

  /** The kinds of names. */
  public enum Kind {
    SECRET("secret:"),
    VARIABLE("var:"),
    PARAMETER("param:"),
    FRAGMENT(">");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }

    /** What stands before the name in the tag. */
    String prefix() {
      return prefix;
    }
  }

  /**
   * Checks the shape of the name, {@code [a-z0-9][a-z0-9._-]*}.
   *
   * @throws PlaceholderException if it has another one
   */
  public Tag {
    if (!isName(name)) {
      throw new PlaceholderException("a tag with a name of the wrong shape", TagSyntax.NAMES);
    }
  }

  /** The tag of the secret {@code name}. */
  public static Tag secret(String name) {
    return new Tag(Kind.SECRET, name);
  }

  /** The tag that stands between {@code <<} and {@code >>} as {@code inside}, where it is one. */
  static Optional<Tag> of(String inside) {
    return Arrays.stream(Kind.values())
        .filter(kind -> inside.startsWith(kind.prefix))
        .filter(kind -> isName(inside.substring(kind.prefix.length())))
        .map(kind -> new Tag(kind, inside.substring(kind.prefix.length())))
        .findFirst();
  }

  /** Whether {@code text} has the shape of a name. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
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
    return "<<" + kind.prefix + name + ">>";
  }
}
