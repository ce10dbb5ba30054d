package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.text.Characters;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a value in a text is called: by what stands before its separator, or beside it. */
final class PairName {
  /** Longer names are none. */
  static final int LONGEST = 64;

  private static final Pattern BESIDE =
      Pattern.compile(
          "\"(?:name|key|header|title|label)\\\\{0,7}\"\\s{0,8}:\\s{0,8}\\\\{0,7}\"([^\"\\\\]{1,64})\\\\{0,7}\"|(?<![A-Za-z])(?:name|key|header):["
              + " ]{1,8}([^\"\\\\\\s]{1,64})\\s"
              + "|(?<![A-Za-z])(?:name|key)=\"([^\"\\\\<>]{1,64})\"\\s{1,8}");
  private static final Pattern VARIABLE =
      Pattern.compile("variable \"([^\"\\s]{1,64})\" ?\\{[^{}]{0,120}");

  /** {@code "password": {"value": "…"}}. */
  private static final Pattern NESTED =
      Pattern.compile("\"([^\"\\\\]{1,64})\\\\{0,7}\"\\s{0,8}:\\s{0,8}\\{\\s{0,40}\\\\{0,7}\"?");

  private final String text;

  /** Reads names in {@code text}. */
  PairName(String text) {
    this.text = text;
  }

  /** A name, and where it begins. */
  record Name(String text, int start) {}

  /** The name of the value behind the separator at {@code at}; may be empty. */
  Name before(int at) {
    return beside(touching(at));
  }

  /** The name that ends before the separator at {@code at}; may be empty. */
  private Name touching(int at) {
    int end = at;
    while (end > 0 && at - end < 8 && Characters.isSpace(text.charAt(end - 1))) {
      end--;
    }
    // In a=b only what touches the sign is its name, in a: b and a = b some words may be.
    boolean words = text.charAt(at) == ':' || end < at;
    if (end > 1 && text.charAt(end - 1) == ']' && "\"'".indexOf(text.charAt(end - 2)) >= 0) {
      end--;
    }
    boolean quoted = end > 0 && (text.charAt(end - 1) == '"' || text.charAt(end - 1) == '\'');
    if (quoted) {
      end--;
      while (end > 0 && text.charAt(end - 1) == '\\') {
        end--;
      }
    }
    int start = end;
    int spaces = 0;
    while (start > 0 && end - start < LONGEST) {
      char c = text.charAt(start - 1);
      boolean space = c == ' ' && (quoted || (words && spaces < 2));
      if (!Characters.isWord(c) && c != '.' && c != '[' && c != ']' && !space) {
        break;
      }
      spaces += space ? 1 : 0;
      start--;
    }
    String name = text.substring(start, end);
    // The user of an address is no name.
    if (start >= 3 && text.startsWith("://", start - 3)) {
      return new Name("", start);
    }
    return new Name(name.strip(), start);
  }

  /** In {@code "name": "X-Api-Key", "value": "…"} the name of the value stands beside it. */
  private Name beside(Name name) {
    if (name.text().equals("default")) {
      Matcher block = VARIABLE.matcher(text).region(Math.max(0, name.start() - 160), name.start());
      return lastEndingAt(block, name.start()).map(n -> new Name(n, name.start())).orElse(name);
    }
    if (!name.text().equals("value")) {
      return name;
    }
    Matcher beside = BESIDE.matcher(text).region(Math.max(0, name.start() - 160), name.start());
    String found = "";
    while (beside.find()) {
      found = isBeside(beside.end(), name.start()) ? besideName(beside) : "";
    }
    if (found.isEmpty()) {
      Matcher object = NESTED.matcher(text).region(Math.max(0, name.start() - 160), name.start());
      found = lastEndingAt(object, name.start()).orElse("");
    }
    return found.isEmpty() ? name : new Name(found, name.start());
  }

  /** Whether at most the type of the value stands between its name and it. */
  private boolean isBeside(int end, int start) {
    return end >= start - 16
        || (end >= start - 48
            && text.substring(end, start).contains("type")
            && text.substring(end, start).indexOf('}') < 0);
  }

  private static String besideName(Matcher beside) {
    String named = beside.group(1) == null ? beside.group(2) : beside.group(1);
    return named == null ? beside.group(3) : named;
  }

  private static Optional<String> lastEndingAt(Matcher matcher, int end) {
    while (matcher.find()) {
      if (matcher.end() == end) {
        return Optional.of(matcher.group(1));
      }
    }
    return Optional.empty();
  }
}
