package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.text.Blanks;
import dev.rulekeeper.secret.text.Characters;
import dev.rulekeeper.template.Encoding;
import java.util.List;
import java.util.Optional;

/**
 * A text to search: a leaf, or what decoding makes of a part of one. Knows the way back, so that a
 * stretch of it becomes a region of the leaf.
 */
final class Passage {
  private final String text;
  private final String masked;
  private final Origin origin;
  private final int longestRun;

  private Passage(String text, String masked, Origin origin) {
    this.text = text;
    this.masked = masked;
    this.origin = origin;
    this.longestRun = longestRun(masked);
  }

  private static int longestRun(String text) {
    int longest = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (!Characters.isRun(text.charAt(i))) {
        longest = Math.max(longest, i - start);
        start = i + 1;
      }
    }
    return Math.max(longest, text.length() - start);
  }

  /** Turns a region of this passage into one of the leaf. */
  private interface Origin {
    Located lift(Region region, String value);
  }

  /** The passage that is the whole template text of a leaf. */
  static Passage of(String leaf) {
    return new Passage(leaf, Blanks.blank(leaf), Located::new);
  }

  /** This text as if it were a leaf itself. */
  Passage alone() {
    return new Passage(text, masked, Located::new);
  }

  /** The text as it stands, smart values and tags included. */
  String text() {
    return text;
  }

  /** The text with everything but literal text blanked out, of the same length. */
  String masked() {
    return masked;
  }

  /** The length of the longest run of characters that tokens are made of. */
  int longestRun() {
    return longestRun;
  }

  /** The literal text from {@code start} to {@code end}, with {@code <<open>>} read. */
  String literal(int start, int end) {
    return text.substring(start, end).replace(Blanks.OPEN_TAG, "<<");
  }

  /** The credential from {@code start} to {@code end}, as it stands. */
  Located locate(int start, int end) {
    return origin.lift(new Region(start, end, Optional.empty()), literal(start, end));
  }

  /**
   * The credential from {@code start} to {@code end}, decoded from {@code encodings}, the outermost
   * first. Decoding stops where encoding again would not give the same characters: a placeholder
   * must render to what stands there now.
   */
  Located locate(int start, int end, List<Encoding> encodings) {
    String value = literal(start, end);
    Region region = new Region(start, end, Optional.empty());
    if (value.indexOf('%') < 0 && value.indexOf('\\') < 0) {
      return origin.lift(region, value);
    }
    return decode(text.substring(start, end), start, encodings, Optional.empty())
        .map(found -> origin.lift(found.region(), found.value()))
        .orElseGet(() -> origin.lift(region, value));
  }

  /**
   * What {@code encoding} makes of the stretch from {@code start} to {@code end}, where it is an
   * encoded text that can be encoded back exactly and holds no literal {@code <<}.
   */
  Optional<Passage> decoded(int start, int end, Encoding encoding) {
    return encoding
        .decode(text.substring(start, end))
        .filter(inner -> !inner.contains("<<"))
        .map(
            inner ->
                new Passage(
                    inner,
                    inner,
                    (region, value) ->
                        origin.lift(
                            new Region(
                                start,
                                end,
                                Optional.of(new Region.Inside(encoding, inner, region))),
                            value)));
  }

  /**
   * This whole text without the escapes of {@code encoding}, {@code JSON} or {@code URLENCODE}, for
   * a search; wrong escapes are left as they are.
   */
  Passage unescaped(Encoding encoding) {
    Unescaped view = Unescaped.of(text, masked, encoding);
    return new Passage(
        view.text(),
        // An encoded smart value is one to whoever decodes it.
        Blanks.blank(view.masked()),
        (region, value) -> {
          int start = view.origin(region.start());
          int end = view.origin(region.end());
          String raw = text.substring(start, end);
          if (raw.equals(view.text().substring(region.start(), region.end()))) {
            return origin.lift(new Region(start, end, region.inside()), value);
          }
          Region whole = new Region(start, end, Optional.empty());
          return decode(raw, start, List.of(encoding), region.inside())
              .map(found -> origin.lift(found.region(), value))
              .orElseGet(() -> origin.lift(whole, literal(start, end)));
        });
  }

  private static Optional<Located> decode(
      String raw, int start, List<Encoding> encodings, Optional<Region.Inside> innermost) {
    if (encodings.isEmpty() || raw.contains("<<")) {
      return Optional.empty();
    }
    Encoding encoding = encodings.get(0);
    List<Encoding> further = encodings.subList(1, encodings.size());
    Optional<String> decoded = encoding.decode(raw).filter(text -> !text.contains("<<"));
    if (decoded.isEmpty()) {
      return Optional.empty();
    }
    String text = decoded.get();
    if (text.equals(raw)) {
      return decode(raw, start, further, innermost);
    }
    Located inner =
        decode(text, 0, further, innermost)
            .orElseGet(() -> new Located(new Region(0, text.length(), innermost), text));
    var inside = new Region.Inside(encoding, text, inner.region());
    return Optional.of(
        new Located(new Region(start, start + raw.length(), Optional.of(inside)), inner.value()));
  }
}
