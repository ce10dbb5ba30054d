package dev.rulekeeper.secret.search;

import dev.rulekeeper.placeholder.Encoding;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One way in which a value can stand in a text.
 *
 * @param text how it is spelled there
 * @param encodings what makes exactly this text of the value, the first one first, where sections
 *     of a template can
 * @param lead for a piece of base64 text, the lead of its {@link Base64Fragment}
 */
record EncodedForm(String text, Optional<List<Encoding>> encodings, OptionalInt lead) {
  private static final int DEEPEST = 3;

  /** Longer values are not looked for in base64 text inside base64 text. */
  private static final int LONGEST_TWICE_ENCODED = 2_048;

  /** Ways to write a character that need not be escaped, or to escape it otherwise than we do. */
  private static final List<UnaryOperator<String>> VARIANTS =
      List.of(
          Encoding.JSON::encode,
          Encoding.URLENCODE::encode,
          Encoding.XML::encode,
          text -> lowerHex(Encoding.URLENCODE.encode(text)),
          text -> URLEncoder.encode(text, StandardCharsets.UTF_8),
          text -> percentExcept(text, "!'()*"),
          text -> lowerHex(percentExcept(text, "!'()*")),
          text -> percentExcept(text, "!'()*;,/?:@&=+$#"),
          text -> Encoding.JSON.encode(text).replace("/", "\\/"),
          EncodedForm::jsonForHtml,
          text -> text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
          text -> html(text).replace("'", "&#39;"),
          text -> html(text).replace("'", "&apos;"));

  /** Hides the text. */
  @Override
  public String toString() {
    return "Spelling[hidden]";
  }

  /** Every spelling of {@code value}; the value itself comes first. */
  static List<EncodedForm> of(String value) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      // Half of a surrogate pair has no bytes that could be encoded.
      return List.of(new EncodedForm(value, Optional.of(List.of()), OptionalInt.empty()));
    }
    var spellings = new ArrayList<EncodedForm>();
    Map<String, List<Encoding>> writable = writable(value);
    writable.forEach(
        (text, encodings) ->
            spellings.add(new EncodedForm(text, Optional.of(encodings), OptionalInt.empty())));
    Set<String> telltale = variants(value);
    for (Base64Fragment fragment : fragments(value)) {
      spellings.add(
          new EncodedForm(fragment.text(), Optional.empty(), OptionalInt.of(fragment.lead())));
      telltale.add(fragment.text().replace("/", "\\/"));
      String percent = Encoding.URLENCODE.encode(fragment.text());
      if (!percent.equals(fragment.text())) {
        spellings.add(new EncodedForm(percent, Optional.empty(), OptionalInt.of(fragment.lead())));
        telltale.add(lowerHex(percent));
      }
    }
    telltale.removeAll(writable.keySet());
    spellings.forEach(spelling -> telltale.remove(spelling.text()));
    telltale.forEach(
        text -> spellings.add(new EncodedForm(text, Optional.empty(), OptionalInt.empty())));
    return spellings;
  }

  /** The value, and what JSON strings, percent-encoding and XML inside each other make of it. */
  private static Map<String, List<Encoding>> writable(String value) {
    var all = new LinkedHashMap<String, List<Encoding>>();
    all.put(value, List.of());
    Map<String, List<Encoding>> last = Map.copyOf(all);
    for (int depth = 1; depth <= DEEPEST; depth++) {
      var next = new LinkedHashMap<String, List<Encoding>>();
      last.forEach(
          (text, encodings) -> {
            for (Encoding encoding : List.of(Encoding.JSON, Encoding.URLENCODE, Encoding.XML)) {
              var more = new ArrayList<>(encodings);
              more.add(encoding);
              next.putIfAbsent(encoding.encode(text), List.copyOf(more));
            }
          });
      next.keySet().removeAll(all.keySet());
      all.putAll(next);
      last = next;
    }
    return all;
  }

  private static Set<String> variants(String value) {
    var texts = new LinkedHashSet<String>();
    for (UnaryOperator<String> variant : VARIANTS) {
      String once = variant.apply(value);
      texts.add(once);
      if (!once.equals(value)) {
        VARIANTS.forEach(again -> texts.add(again.apply(once)));
      }
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    for (HexFormat hex : List.of(HexFormat.of(), HexFormat.of().withUpperCase())) {
      texts.add(hex.formatHex(utf8));
      texts.add(hex.withPrefix("%").formatHex(utf8));
    }
    // How YAML writes a quote inside single quotes.
    texts.add(value.replace("'", "''"));
    return texts;
  }

  private static Set<Base64Fragment> fragments(String value) {
    var fragments = new LinkedHashSet<>(Base64Fragment.of(value));
    for (Base64Fragment once : List.copyOf(fragments)) {
      if (value.length() <= LONGEST_TWICE_ENCODED) {
        fragments.addAll(Base64Fragment.of(once.text()));
      }
    }
    fragments.addAll(Base64Fragment.of(Encoding.JSON.encode(value)));
    fragments.addAll(Base64Fragment.of(Encoding.URLENCODE.encode(value)));
    fragments.addAll(Base64Fragment.of(Encoding.XML.encode(value)));
    return fragments;
  }

  private static String lowerHex(String percentEncoded) {
    char[] lower = percentEncoded.toCharArray();
    for (int i = percentEncoded.indexOf('%'); i >= 0; i = percentEncoded.indexOf('%', i + 1)) {
      lower[i + 1] = Character.toLowerCase(lower[i + 1]);
      lower[i + 2] = Character.toLowerCase(lower[i + 2]);
    }
    return new String(lower);
  }

  /** As {@code encodeURIComponent} and {@code encodeURI} of JavaScript leave some characters. */
  private static String percentExcept(String text, String left) {
    var encoded = new StringBuilder();
    text.codePoints()
        .mapToObj(Character::toString)
        .forEach(c -> encoded.append(left.contains(c) ? c : Encoding.URLENCODE.encode(c)));
    return encoded.toString();
  }

  /** As Gson and Go write a JSON string: {@code < > & = '} as Unicode escapes. */
  private static String jsonForHtml(String text) {
    String json = Encoding.JSON.encode(text);
    for (char c : new char[] {'<', '>', '&', '=', '\''}) {
      json = json.replace(String.valueOf(c), String.format("\\u%04x", (int) c));
    }
    return json;
  }

  private static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
