package dev.rulekeeper.rule;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Text that somebody else wrote: the words of a site, of a Git server, of another program. It may
 * quote a secret, whole or in part, and may have been written to deceive.
 *
 * <p>Nobody can look into it before a redactor did: what is to be left out or cut is done after
 * that, since a value that lost a character is no longer recognised. Whoever lacks a redactor can
 * pass it on, and ask whether it mentions a word.
 */
public final class ForeignText {
  private static final int LONGEST = 4_000;
  private static final int LONGEST_LINE = 1_000;
  private static final int UNLIMITED = Integer.MAX_VALUE;
  private static final Pattern STEERING = Pattern.compile("\\e\\[[0-?]*+[ -/]*+[@-~]|\\e");
  private static final Pattern BLANKS = Pattern.compile("[\\p{Cntrl}\\p{IsWhite_Space}]++");

  private final List<Piece> pieces;

  private record Piece(String text, UnaryOperator<String> layout, int longest) {
    /** Redacted as it came, laid out, redacted again, and only then cut. */
    String read(UnaryOperator<String> redaction) {
      return cut(redaction.apply(layout.apply(redaction.apply(text))), longest);
    }

    Piece then(UnaryOperator<String> more) {
      return new Piece(text, redacted -> more.apply(layout.apply(redacted)), longest);
    }
  }

  private ForeignText(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  private ForeignText(String text, UnaryOperator<String> layout, int longest) {
    this(List.of(new Piece(text, layout, longest)));
  }

  /** Text of several lines, exactly as it came. */
  public static ForeignText of(String text) {
    return new ForeignText(text, ForeignText::lines, LONGEST);
  }

  /** Text that is to be read on one line, exactly as it came. */
  public static ForeignText line(String text) {
    return new ForeignText(text, ForeignText::oneLine, LONGEST_LINE);
  }

  /** A page for people, of which only the words are to be read, on one line. */
  public static ForeignText page(String markup) {
    return new ForeignText(markup, page -> oneLine(ProxyHtml.words(page)), LONGEST_LINE);
  }

  /** A stack trace, of any length: its exceptions quote what a library was given, often cut. */
  public static ForeignText trace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return new ForeignText(trace.toString(), UnaryOperator.identity(), UNLIMITED);
  }

  /** The same with {@code prefix} before each line. */
  public ForeignText prefixed(String prefix) {
    return new ForeignText(
        pieces.stream().map(piece -> piece.then(text -> prefixed(text, prefix))).toList());
  }

  private static String prefixed(String text, String prefix) {
    return text.lines().map(line -> prefix + line).collect(Collectors.joining("\n"));
  }

  /** The same, from which {@code removal} takes out what its reader need not know of. */
  public ForeignText without(UnaryOperator<String> removal) {
    return new ForeignText(pieces.stream().map(piece -> piece.then(removal)).toList());
  }

  /** This text, and {@code more} on the lines below. */
  public ForeignText followedBy(ForeignText more) {
    return new ForeignText(Stream.concat(pieces.stream(), more.pieces.stream()).toList());
  }

  /** Whether there is nothing to read. */
  public boolean isBlank() {
    return pieces.stream().allMatch(piece -> piece.text().isBlank());
  }

  /** Whether it mentions one of {@code words}, which are lower case. */
  public boolean mentions(String... words) {
    return pieces.stream()
        .map(piece -> piece.text().toLowerCase(Locale.ROOT))
        .anyMatch(said -> Arrays.stream(words).anyMatch(said::contains));
  }

  /**
   * What a person may read of it: redacted as it came, then laid out and redacted again, then cut.
   *
   * @param redaction takes out values and parts of values
   */
  public String read(UnaryOperator<String> redaction) {
    return pieces.stream()
        .map(piece -> piece.read(redaction))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static String lines(String text) {
    return withoutLogin(STEERING.matcher(text.replace("\r\n", "\n")).replaceAll(""))
        .lines()
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n"))
        .strip();
  }

  private static String oneLine(String text) {
    String plain = withoutLogin(STEERING.matcher(text).replaceAll(""));
    return BLANKS.matcher(plain).replaceAll(" ").strip();
  }

  /** {@code text}, which is redacted already, up to {@code longest} characters. */
  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end) + " …";
  }

  /** {@code text} without the user names and passwords of the URLs in it. */
  public static String withoutLogin(String text) {
    StringBuilder plain = new StringBuilder();
    int done = 0;
    for (int at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 1)) {
      int from = at + 3;
      if (from < done) {
        continue;
      }
      int end = from;
      int login = -1;
      while (end < text.length() && !endsAuthority(text.charAt(end))) {
        login = text.charAt(end) == '@' ? end : login;
        end++;
      }
      if (login >= 0) {
        plain.append(text, done, from);
        done = login + 1;
      }
    }
    return plain.append(text, done, text.length()).toString();
  }

  private static boolean endsAuthority(char c) {
    return c == '/' || Character.isWhitespace(c);
  }

  /** Says that there is such text, not which. */
  @Override
  public String toString() {
    return "ForeignText[hidden]";
  }
}
