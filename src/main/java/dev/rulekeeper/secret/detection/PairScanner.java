package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.detection.Pair.Style;
import dev.rulekeeper.secret.text.Characters;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Walks through a text from separator to separator and looks back for a name and forth for a value,
 * so the text need not be well formed. One walk through one text, in linear time.
 */
final class PairScanner {
  /** From the beginning of a name, or of the name beside it, to the separator. */
  private static final int LONGEST_LEAD = 256;

  /** What follows the name of a class in a style sheet. */
  private static final Pattern SELECTOR =
      Pattern.compile(
          ":?(?:hover|active|focus|visited|link|checked|disabled|enabled|first|last|nth|before|after"
              + "|not|empty|placeholder)(?:-[a-z-]{1,20})?(?:\\([^(){}]{0,40}\\))?\\s{0,8}[{,]");

  private static final Pattern LOOKS =
      Pattern.compile("</?(?:b|strong|i|em|u|code|tt|span|font|td|th)(?: [^<>]{0,120})?>");
  private static final String BARE_ENDS = ",;&<>\"'`)]}\\|（）「」『』【】《》、。，；！？“”„«»‹›";

  /** A type between a name and its value: {@code password: &'static str = "…"}. */
  private static final Pattern TYPE =
      Pattern.compile(
          "(?:[&*]|'static |mut ){0,3}[A-Za-z_][A-Za-z0-9_.:<>\\[\\]?| ]{0,60}= {0,8}(?=[\"'`])");

  /** What says, in some languages, how a text in quotes is meant. */
  private static final Pattern PREFIX = Pattern.compile("[@bBrRuUfFNL]{1,2}(?=[\"'])");

  /** What begins a text of one line and more in YAML. */
  private static final Pattern BLOCK =
      Pattern.compile("[|>][+-]?[0-9]?[+-]?[ \\t]{0,8}\\r?\\n[ \\t]{1,64}");

  private final String text;
  private final LayerTriggers signals;
  private final Predicate<String> wanted;
  private final Consumer<Pair> found;
  private final PairName names;
  private final ElementPairs elements;

  /** The number of the first signal that is not too far before the separator looked at. */
  private int signal;

  /** By the number of backslashes before it, whether a quote is known not to come any more. */
  private final boolean[] noMoreDouble = new boolean[32];

  private final boolean[] noMoreSingle = new boolean[32];

  /** Scans {@code text} for pairs whose name is {@code wanted}. */
  PairScanner(String text, LayerTriggers signals, Predicate<String> wanted, Consumer<Pair> found) {
    this.text = text;
    this.signals = signals;
    this.signal = signals.next(LayerTriggers.NAME | LayerTriggers.KEY, 0);
    this.wanted = wanted;
    this.found = found;
    this.names = new PairName(text);
    this.elements = new ElementPairs(text, wanted, found);
  }

  void run() {
    elements.parts();
    int at = next(1);
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ':' || c == '=') {
        at = pair(at);
      } else if (c == '/' && text.charAt(at - 1) == '<') {
        at = elements.element(at);
      } else if (c == ',') {
        at = argument(at);
      } else {
        at++;
      }
      at = next(at);
    }
  }

  /** The first position from {@code at} on that a name which says anything may be near to. */
  private int next(int at) {
    while (signal >= 0 && signals.at(signal) < at - LONGEST_LEAD) {
      signal = signals.next(LayerTriggers.NAME | LayerTriggers.KEY, signal + 1);
    }
    if (signal >= 0 && signals.at(signal) <= at) {
      return at;
    }
    int named = signal < 0 ? text.length() : signals.at(signal);
    // The name of an element may stand far before its end.
    int element = text.indexOf("</", at - 1);
    return element < 0 ? named : Math.min(named, element + 1);
  }

  /** Handles the separator at {@code at}; the index to go on from. */
  private int pair(int at) {
    int next = at + 1;
    boolean assigned = text.charAt(at) == '=' || text.startsWith(":=", at);
    if (text.startsWith("/", next) || text.startsWith("==", at)) {
      return next + 1;
    }
    if (text.startsWith(":=", at) || text.startsWith(">", next)) {
      next++;
    }
    PairName.Name name = names.before(at);
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
    start = assigned ? start : behindType(start);
    Matcher prefix = PREFIX.matcher(text).region(start, text.length());
    start = prefix.lookingAt() ? prefix.end() : start;
    end = assigned ? braced(name, start) : -1;
    end = end >= 0 ? end : quoted(name, start);
    return end >= 0 ? end : bare(name, start, assigned ? Style.ASSIGNED : Style.BARE);
  }

  /**
   * Behind the type of a name, or the sign for a text on lines of its own, that may stand there.
   */
  private int behindType(int start) {
    Matcher block = BLOCK.matcher(text).region(start, text.length());
    if (block.lookingAt()) {
      return block.end();
    }
    Matcher type = TYPE.matcher(text).region(start, text.length());
    return type.lookingAt() ? skipSpaces(type.end()) : start;
  }

  /** In {@code set("password", "…")} the first argument names the second. */
  private int argument(int at) {
    int close = at - 1;
    while (close > 0 && text.charAt(close) == ' ') {
      close--;
    }
    char quote = text.charAt(close);
    int value = at + 1;
    while (value < text.length() && text.charAt(value) == ' ') {
      value++;
    }
    if ((quote != '"' && quote != '\'') || value >= text.length() || text.charAt(value) != quote) {
      return at + 1;
    }
    int open = close - 1;
    while (open > 0 && close - open < PairName.LONGEST && isNameCharacter(text.charAt(open))) {
      open--;
    }
    if (open < 0) {
      return at + 1;
    }
    char before = open == 0 ? '\n' : text.charAt(open - 1);
    String name = text.substring(open + 1, close);
    boolean listed = "[\n".indexOf(before) >= 0 || name.startsWith("--");
    if (text.charAt(open) != quote || (before != '(' && !listed) || !wanted.test(name)) {
      return at + 1;
    }
    Style style = listed ? Style.LISTED : Style.QUOTED;
    return Math.max(at + 1, quoted(new PairName.Name(name, open), value, style));
  }

  private static boolean isNameCharacter(char c) {
    return Characters.isWord(c) || c == '.' || c == ' ';
  }

  /** The value in braces at {@code start}, as in the address of a database; or -1. */
  private int braced(PairName.Name name, int start) {
    if (start >= text.length() || text.charAt(start) != '{' || text.charAt(start - 1) != '=') {
      return -1;
    }
    int end = start + 1;
    while (end < text.length() && end - start < 128 && "{}\n\":".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (end >= text.length() || text.charAt(end) != '}' || end == start + 1) {
      return -1;
    }
    found.accept(new Pair(name.text(), name.start(), start + 1, end, Style.ASSIGNED, 0));
    return end + 1;
  }

  /** The value in quotes at {@code start}; the index to go on from, or -1 where none is. */
  private int quoted(PairName.Name name, int start) {
    return quoted(name, start, Style.QUOTED);
  }

  private int quoted(PairName.Name name, int start, Style style) {
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
        found.accept(new Pair(name.text(), name.start(), quote + 1, end, style, slashes));
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

  private int bare(PairName.Name name, int start, Style style) {
    int from = AuthScheme.at(text, start, text.length()).map(AuthScheme.At::next).orElse(start);
    if (isPair(from)) {
      return from;
    }
    int end = from;
    while (end < text.length()
        && !Characters.isSpace(text.charAt(end))
        && BARE_ENDS.indexOf(text.charAt(end)) < 0
        && !WikiMacro.isAt(text, end)) {
      end++;
    }
    int next = Math.max(end, start);
    while (end > from && text.charAt(end - 1) == '.') {
      end--;
    }
    while (end > from + 1 && (isMarkup(start, end) || closesBefore(name, from, end))) {
      end--;
    }
    if (end > from) {
      found.accept(new Pair(name.text(), name.start(), start, end, style, 0));
    }
    return next;
  }

  /** Whether the character before {@code end} closes the bold or code that opens before. */
  private boolean isMarkup(int start, int end) {
    char last = text.charAt(end - 1);
    return (last == '*' || last == '_') && start > 0 && text.charAt(start - 1) == last;
  }

  /** Whether the character before {@code end} closes a bracket that opens right before the name. */
  private boolean closesBefore(PairName.Name name, int from, int end) {
    int bracket = ")]}".indexOf(text.charAt(end - 1));
    if (bracket < 0 || name.start() == 0) {
      return false;
    }
    char opener = "([{".charAt(bracket);
    int inside = text.indexOf(opener, from);
    return text.charAt(name.start() - 1) == opener && (inside < 0 || inside >= end);
  }

  /** Whether this value is itself a pair, as in {@code the token: key=value}. */
  private boolean isPair(int start) {
    int at = start;
    int limit = Math.min(text.length() - 2, start + PairName.LONGEST);
    while (at < limit && Characters.isWord(text.charAt(at))) {
      at++;
    }
    return at > start
        && at < limit
        && text.charAt(at) == '='
        && Characters.isAlphanumeric(text.charAt(at + 1));
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

  /** Space, and the marks of wiki markup for bold and code. */
  private static boolean isLayout(char c) {
    return Characters.isSpace(c) || c == '*' || c == '`';
  }
}
