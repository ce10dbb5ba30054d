package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.detection.Pair.Style;
import dev.rulekeeper.secret.text.Characters;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Walks through a text from separator to separator and looks back for a name and forth for a value,
 * so the text need not be well formed. One walk through one text, in linear time.
 */
final class PairScanner {
  private static final int LONGEST_NAME = 64;
  private static final Pattern BESIDE =
      Pattern.compile(
          "\"(?:name|key|header)\\\\{0,7}\"\\s{0,8}:\\s{0,8}\\\\{0,7}\"([^\"\\\\]{1,64})\\\\{0,7}\""
              + "|(?<![A-Za-z])(?:name|key|header):[ ]{1,8}([^\"\\\\\\s]{1,64})\\s"
              + "|(?<![A-Za-z])(?:name|key)=\"([^\"\\\\<>]{1,64})\"\\s{1,8}");
  private static final Pattern ATTRIBUTE =
      Pattern.compile(
          "<[A-Za-z:]{1,40}\\s[^<>]{0,120}?\\b(?:name|key)=\"([^\"<>]{1,64})\"[^<>]{0,80}>");
  private static final Pattern MEMBER =
      Pattern.compile("<name>([^<>]{1,64})</name>\\s{0,40}<value>\\s{0,40}(?:<string>)?");
  private static final Pattern FORM_PART =
      Pattern.compile(
          "form-data;[^\r\n]{0,80}?\\bname=\"([^\"\r\n]{1,64})\"[^\r\n]{0,80}\r?\n"
              + "(?:[^\r\n]{1,200}\r?\n){0,4}\r?\n([^\r\n]{1,8192})");

  /** What follows the name of a class in a style sheet. */
  private static final Pattern SELECTOR =
      Pattern.compile(
          ":?(?:hover|active|focus|visited|link|checked|disabled|enabled|first|last|nth|before|after"
              + "|not|empty|placeholder)(?:-[a-z-]{1,20})?(?:\\([^(){}]{0,40}\\))?\\s{0,8}[{,]");

  private static final int LONGEST_TAG = 320;
  private static final String DATA = "<![CDATA[";
  private static final Pattern LOOKS =
      Pattern.compile("</?(?:b|strong|i|em|u|code|tt|span|font|td|th)(?: [^<>]{0,120})?>");
  private static final String BARE_ENDS = ",;&<>\"'`)]}\\|";

  private final String text;
  private final Predicate<String> wanted;
  private final Consumer<Pair> found;

  /** By the number of backslashes before it, whether a quote is known not to come any more. */
  private final boolean[] noMoreDouble = new boolean[32];

  private final boolean[] noMoreSingle = new boolean[32];

  /** Scans {@code text} for pairs whose name is {@code wanted}. */
  PairScanner(String text, Predicate<String> wanted, Consumer<Pair> found) {
    this.text = text;
    this.wanted = wanted;
    this.found = found;
  }

  void run() {
    parts();
    int at = 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ':' || c == '=') {
        at = pair(at);
      } else if (c == '/' && text.charAt(at - 1) == '<') {
        at = element(at);
      } else {
        at++;
      }
    }
  }

  /** The parts of a form that each name their field in a header. */
  private void parts() {
    if (!text.contains("form-data;")) {
      return;
    }
    Matcher part = FORM_PART.matcher(text);
    while (part.find()) {
      if (wanted.test(part.group(1))) {
        found.accept(
            new Pair(part.group(1), part.start(), part.start(2), part.end(2), Style.ELEMENT, 0));
      }
    }
  }

  /** Handles the separator at {@code at}; the index to go on from. */
  private int pair(int at) {
    int next = at + 1;
    if (next < text.length() && (text.charAt(next) == '/' || text.charAt(next) == '=')) {
      return next + 1;
    }
    if (next < text.length() && text.charAt(next) == '>') {
      next++;
    }
    Name name = named(nameBefore(at));
    if (name.text().isEmpty() || !wanted.test(name.text())) {
      return next;
    }
    if (text.charAt(at) == ':' && SELECTOR.matcher(text).region(next, text.length()).lookingAt()) {
      return next;
    }
    int start = skipSpaces(next);
    int end = start;
    if (start < text.length() && text.charAt(start) == '[') {
      // Several values: every one has the name.
      do {
        start = skipSpaces(end + 1);
        end = quoted(name, start);
      } while (end >= 0 && end < text.length() && text.charAt(end) == ',');
      return Math.max(end, start);
    }
    end = quoted(name, start);
    return end >= 0 ? end : bare(name, start, text.charAt(at) == '=' ? Style.ASSIGNED : Style.BARE);
  }

  /** The value in quotes at {@code start}; the index to go on from, or -1 where none is. */
  private int quoted(Name name, int start) {
    int slashes = 0;
    while (start + slashes < text.length() && text.charAt(start + slashes) == '\\') {
      slashes++;
    }
    int quote = start + slashes;
    boolean quoted =
        quote < text.length()
            && slashes < noMoreDouble.length
            && (text.charAt(quote) == '"' || (slashes == 0 && text.charAt(quote) == '\''));
    if (quoted) {
      int end = closing(quote + 1, slashes, text.charAt(quote));
      if (end >= 0) {
        found.accept(new Pair(name.text(), name.start(), quote + 1, end, Style.QUOTED, slashes));
        return end + slashes + 1;
      }
    }
    return -1;
  }

  /** Where the quote with so many backslashes before it comes next, or -1. */
  private int closing(int from, int slashes, char quote) {
    boolean[] noMore = quote == '"' ? noMoreDouble : noMoreSingle;
    if (noMore[slashes]) {
      return -1;
    }
    int at = text.indexOf(quote, from);
    while (at >= 0) {
      int before = 0;
      while (at - before > from && text.charAt(at - before - 1) == '\\') {
        before++;
      }
      // Fewer backslashes close an outer string, and with it this one.
      if (before < slashes) {
        return -1;
      }
      // Each backslash that the value ends in is written as twice as many as a quote of it needs.
      if ((before - slashes) % (2 * (slashes + 1)) == 0) {
        return at - slashes;
      }
      at = text.indexOf(quote, at + 1);
    }
    noMore[slashes] = true;
    return -1;
  }

  private int bare(Name name, int start, Style style) {
    int from = AuthScheme.at(text, start, text.length()).map(AuthScheme.At::next).orElse(start);
    if (isPair(from)) {
      return from;
    }
    int end = from;
    while (end < text.length()
        && !Characters.isSpace(text.charAt(end))
        && BARE_ENDS.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    int next = Math.max(end, start);
    while (end > from && text.charAt(end - 1) == '.') {
      end--;
    }
    if (end > from) {
      found.accept(new Pair(name.text(), name.start(), start, end, style, 0));
    }
    return next;
  }

  /** Whether this value is itself a pair, as in {@code the token: key=value}. */
  private boolean isPair(int start) {
    int at = start;
    int limit = Math.min(text.length() - 2, start + LONGEST_NAME);
    while (at < limit && Characters.isWord(text.charAt(at))) {
      at++;
    }
    return at > start
        && at < limit
        && text.charAt(at) == '='
        && Characters.isAlphanumeric(text.charAt(at + 1));
  }

  /** Handles the closing tag whose slash is at {@code at}; the index to go on from. */
  private int element(int at) {
    int nameEnd = at + 1;
    int nameStart = nameEnd;
    while (nameEnd < text.length()
        && nameEnd - nameStart <= LONGEST_NAME
        && (Characters.isWord(text.charAt(nameEnd)) || text.charAt(nameEnd) == ':')) {
      nameStart = text.charAt(nameEnd) == ':' ? nameEnd + 1 : nameStart;
      nameEnd++;
    }
    String name = text.substring(nameStart, nameEnd);
    int end = at - 1;
    int start = end;
    while (start > 0 && "<>".indexOf(text.charAt(start - 1)) < 0) {
      start--;
    }
    if (text.startsWith("]]>", at - 4)) {
      end = at - 4;
      start = text.lastIndexOf(DATA, end) + DATA.length();
      if (start >= DATA.length() && start < end && wanted.test(name)) {
        found.accept(new Pair(name, start, start, end, Style.ELEMENT, 0));
      }
      return nameEnd;
    }
    boolean opened = start > 0 && start < end && text.charAt(start - 1) == '>';
    String called = opened ? elementName(name, start) : "";
    if (opened && wanted.test(called)) {
      found.accept(new Pair(called, start, start, end, Style.ELEMENT, 0));
    }
    return nameEnd;
  }

  /** What the text of an element at {@code start} is called: by an attribute, or by XML-RPC. */
  private String elementName(String name, int start) {
    int from = Math.max(0, start - LONGEST_TAG);
    if (name.equals("string") || name.equals("value")) {
      Matcher member = MEMBER.matcher(text).region(from, start);
      return lastEndingAt(member, start).orElse(name);
    }
    if (wanted.test(name)) {
      return name;
    }
    int open = text.lastIndexOf('<', start - 1);
    Matcher attribute = ATTRIBUTE.matcher(text).region(Math.max(from, open), start);
    return open >= 0 && attribute.matches() ? attribute.group(1) : name;
  }

  private static Optional<String> lastEndingAt(Matcher matcher, int end) {
    while (matcher.find()) {
      if (matcher.end() == end) {
        return Optional.of(matcher.group(1));
      }
    }
    return Optional.empty();
  }

  /** Behind spaces and the tags of a mail that only say how the text looks. */
  private int skipSpaces(int from) {
    int at = from;
    while (at < text.length()) {
      Matcher tag = LOOKS.matcher(text).region(at, text.length());
      if (isLayout(text.charAt(at))) {
        at++;
      } else if (text.charAt(at) == '<' && tag.lookingAt()) {
        at = tag.end();
      } else {
        return at;
      }
    }
    return at;
  }

  /** In {@code "name": "X-Api-Key", "value": "…"} the name of the value stands beside it. */
  private Name named(Name name) {
    if (!name.text().equals("value")) {
      return name;
    }
    Matcher beside = BESIDE.matcher(text).region(Math.max(0, name.start() - 160), name.start());
    String found = "";
    while (beside.find()) {
      found = beside.end() >= name.start() - 16 ? besideName(beside) : "";
    }
    return found.isEmpty() ? name : new Name(found, name.start());
  }

  private static String besideName(Matcher beside) {
    String named = beside.group(1) == null ? beside.group(2) : beside.group(1);
    return named == null ? beside.group(3) : named;
  }

  /** Space, and the marks of wiki markup for bold and code. */
  private static boolean isLayout(char c) {
    return Characters.isSpace(c) || c == '*' || c == '`';
  }

  private record Name(String text, int start) {}

  /** The name that ends before the separator at {@code at}; may be empty. */
  private Name nameBefore(int at) {
    int end = at;
    while (end > 0 && at - end < 8 && Characters.isSpace(text.charAt(end - 1))) {
      end--;
    }
    // In a=b only what touches the sign is its name, in a: b and a = b some words may be.
    boolean words = text.charAt(at) == ':' || end < at;
    boolean quoted = end > 0 && (text.charAt(end - 1) == '"' || text.charAt(end - 1) == '\'');
    if (quoted) {
      end--;
      while (end > 0 && text.charAt(end - 1) == '\\') {
        end--;
      }
    }
    int start = end;
    int spaces = 0;
    while (start > 0 && end - start < LONGEST_NAME) {
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
}
