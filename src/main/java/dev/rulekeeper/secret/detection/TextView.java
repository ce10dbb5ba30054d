package dev.rulekeeper.secret.detection;

import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.secret.text.PlaceholderBlanking;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text to search: a leaf, or what decoding makes of a part of one. Knows the way back, so that a
 * stretch of it becomes a region of the leaf.
 */
final class TextView {
  private final String text;
  private final String masked;
  private final Origin origin;
  private @Nullable LayerTriggers signals;

  private TextView(String text, String masked, Origin origin) {
    this.text = text;
    this.masked = masked;
    this.origin = origin;
  }

  /** Turns a region of this passage into one of the leaf. */
  private interface Origin {
    LocatedFinding lift(TextSpan region, String value);
  }

  /** The passage that is the whole template text of a leaf. */
  static TextView of(String leaf) {
    return new TextView(leaf, PlaceholderBlanking.blank(leaf), LocatedFinding::new);
  }

  /** This text as if it were a leaf itself. */
  TextView alone() {
    return new TextView(text, masked, LocatedFinding::new);
  }

  /** The text as it stands, smart values and tags included. */
  String text() {
    return text;
  }

  /** The text with everything but literal text blanked out, of the same length. */
  String masked() {
    return masked;
  }

  /** Where in the text with everything blanked out there is anything to look at. */
  LayerTriggers signals() {
    LayerTriggers known = signals;
    if (known == null) {
      known = LayerTriggers.of(masked);
      signals = known;
    }
    return known;
  }

  /** The literal text from {@code start} to {@code end}, with {@code <<open>>} read. */
  String literal(int start, int end) {
    return text.substring(start, end).replace(PlaceholderBlanking.OPEN_TAG, "<<");
  }

  /** The credential from {@code start} to {@code end}, as it stands. */
  LocatedFinding locate(int start, int end) {
    return origin.lift(new TextSpan(start, end, Optional.empty()), literal(start, end));
  }

  /**
   * The credential from {@code start} to {@code end}, decoded from {@code encodings}, the outermost
   * first. Decoding stops where encoding again would not give the same characters: a placeholder
   * must render to what stands there now.
   */
  LocatedFinding locate(int start, int end, List<Encoding> encodings) {
    String value = literal(start, end);
    TextSpan region = new TextSpan(start, end, Optional.empty());
    if ("%\\&".chars().allMatch(escape -> value.indexOf(escape) < 0)) {
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
  Optional<TextView> decoded(int start, int end, Encoding encoding) {
    return encoding
        .decode(text.substring(start, end))
        .filter(inner -> !inner.contains("<<"))
        .map(
            inner ->
                new TextView(
                    inner,
                    inner,
                    (region, value) ->
                        origin.lift(
                            new TextSpan(
                                start,
                                end,
                                Optional.of(new TextSpan.Inside(encoding, inner, region))),
                            value)));
  }

  /**
   * This whole text without the escapes of {@code encoding}, {@code JSON} or {@code URLENCODE}, for
   * a search; wrong escapes are left as they are.
   */
  TextView unescaped(Encoding encoding) {
    UnescapedText view = UnescapedText.of(text, masked, encoding);
    return new TextView(
        view.text(),
        // An encoded smart value is one to whoever decodes it.
        PlaceholderBlanking.blank(view.masked()),
        (region, value) -> {
          int start = view.origin(region.start());
          int end = view.origin(region.end());
          String raw = text.substring(start, end);
          if (raw.equals(view.text().substring(region.start(), region.end()))) {
            return origin.lift(new TextSpan(start, end, region.inside()), value);
          }
          TextSpan whole = new TextSpan(start, end, Optional.empty());
          return decode(raw, start, List.of(encoding), region.inside())
              .map(found -> origin.lift(found.region(), value))
              .orElseGet(() -> origin.lift(whole, literal(start, end)));
        });
  }

  /** The text from {@code start} to {@code end}, as literal text even inside a smart value. */
  TextView slice(int start, int end) {
    String inner = text.substring(start, end);
    return new TextView(
        inner,
        PlaceholderBlanking.blank(inner),
        (region, value) ->
            origin.lift(
                new TextSpan(start + region.start(), start + region.end(), region.inside()),
                value));
  }

  /** Stretches of this text put together; what spans two of them is no finding. */
  TextView projected(JoinedText parts) {
    return new TextView(
        parts.text(),
        parts.text(),
        (region, value) -> {
          int start = parts.origin(region.start(), region.end());
          return start < 0
              ? new LocatedFinding(region, "")
              : locate(start, start + region.end() - region.start());
        });
  }

  private static Optional<LocatedFinding> decode(
      String raw, int start, List<Encoding> encodings, Optional<TextSpan.Inside> innermost) {
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
    LocatedFinding inner =
        decode(text, 0, further, innermost)
            .orElseGet(() -> new LocatedFinding(new TextSpan(0, text.length(), innermost), text));
    var inside = new TextSpan.Inside(encoding, text, inner.region());
    return Optional.of(
        new LocatedFinding(
            new TextSpan(start, start + raw.length(), Optional.of(inside)), inner.value()));
  }
}
