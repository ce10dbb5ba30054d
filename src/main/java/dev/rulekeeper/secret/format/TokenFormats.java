package dev.rulekeeper.secret.format;

import dev.rulekeeper.secret.text.Blanks;
import java.util.List;
import java.util.stream.Stream;

/**
 * The table of token forms, a family of vendors a class. Lengths are lower bounds with room above:
 * a length that a vendor once published says nothing about the next token. The examples are
 * invented.
 */
public final class TokenFormats {
  /** Not literal text, for classes that allow anything but something. */
  static final String BLANK = "" + Blanks.SMART + Blanks.TAG;

  static final String WORD = "[A-Za-z0-9_-]";

  private static final List<TokenFormat> TABLE =
      Stream.of(
              AtlassianFormats.TABLE,
              DeveloperFormats.TABLE,
              CloudFormats.TABLE,
              MessagingFormats.TABLE,
              ServiceFormats.TABLE,
              GeneralFormats.TABLE)
          .flatMap(List::stream)
          .toList();

  private TokenFormats() {}

  /** All of them; where two fit one text, the first is right. */
  public static List<TokenFormat> all() {
    return TABLE;
  }
}
