package dev.rulekeeper.secret.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Draws;
import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.guard.LeakGuard;
import dev.rulekeeper.secret.guard.Redactor;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.search.KnownValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SubstitutionPropertiesTest {
  /** A value at an index, encoded in these ways one after the other, between two texts. */
  record Planted(int value, List<Encoding> encodings, String user, String before, String after) {}

  @Property(seed = Draws.SEED, tries = 300)
  void rendering_gives_the_text_back_and_the_source_holds_no_value(
      @ForAll("values") List<String> values, @ForAll("plants") List<Planted> plants) {
    var named = new LinkedHashMap<String, String>();
    values.forEach(value -> named.put("n" + named.size(), value));
    var text = new StringBuilder();
    for (Planted planted : plants) {
      String spelled = values.get(planted.value() % values.size());
      for (Encoding encoding : planted.encodings()) {
        boolean base64 = encoding == Encoding.BASE64 || encoding == Encoding.BASE64URL;
        spelled = encoding.encode(base64 ? planted.user() + spelled : spelled);
      }
      text.append(planted.before()).append(spelled).append(planted.after());
    }
    PlaceholderText template =
        KnownValues.of(Secrets.map(named)).substitute(PlaceholderText.literal(text.toString()));
    assertThat(template.render(tag -> Optional.ofNullable(named.get(tag.name()))))
        .isEqualTo(text.toString());
    for (String value : values) {
      assertThat(spelledIn(template.source(), value)).isEmpty();
    }
  }

  @Property(seed = Draws.SEED, tries = 200)
  void the_redactor_and_the_guard_find_the_same_plants(
      @ForAll("values") List<String> values, @ForAll("plants") List<Planted> plants) {
    var named = new LinkedHashMap<String, String>();
    values.forEach(value -> named.put("n" + named.size(), value));
    SecretMap map = Secrets.map(named);
    var redactor = new Redactor();
    redactor.learn(map);
    LeakGuard guard = LeakGuard.of(map);
    for (Planted planted : plants) {
      String spelled = values.get(planted.value() % values.size());
      for (Encoding encoding : planted.encodings()) {
        spelled = encoding.encode(spelled);
      }
      String text = planted.before() + spelled + planted.after();
      assertThat(guard.search("f", text.getBytes(StandardCharsets.UTF_8))).isNotEmpty();
      String redacted = redactor.redact(text);
      for (String value : values) {
        assertThat(spelledIn(redacted, value)).isEmpty();
      }
      assertThat(guard.search("f", redacted.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
  }

  /** An independent search: plain contains, and decoding from every position of every run. */
  private static List<String> spelledIn(String text, String value) {
    var found = new ArrayList<String>();
    for (String spelled : List.of(value, json(value), json(json(value)), percent(value))) {
      if (text.contains(spelled)) {
        found.add(spelled);
      }
    }
    String standard = text.replace('-', '+').replace('_', '/');
    for (String run : standard.split("[^A-Za-z0-9+/]+")) {
      for (int start = 0; start < Math.min(4, run.length()); start++) {
        int length = (run.length() - start) / 4 * 4;
        byte[] bytes = Base64.getDecoder().decode(run.substring(start, start + length));
        String decoded = new String(bytes, StandardCharsets.ISO_8859_1);
        String needle =
            new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        if (decoded.contains(needle)) {
          found.add(run);
        }
      }
    }
    return found;
  }

  private static String json(String text) {
    return Encoding.JSON.encode(text);
  }

  private static String percent(String text) {
    return Encoding.URLENCODE.encode(text);
  }

  /** Values that tags are not made of; the last begins with the first. */
  @Provide
  Arbitrary<List<String>> values() {
    Arbitrary<String> odd =
        Arbitraries.strings().withChars("XYZ09$\\\"&+/=%<>{}\n é-_").ofMinLength(6).ofMaxLength(20);
    Arbitrary<String> plain = Arbitraries.strings().withChars("QRST4567").ofLength(12);
    return Arbitraries.oneOf(
            odd.map(text -> "K" + text), plain.map(text -> "J" + text), odd.map(text -> text + "L"))
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(
            list ->
                Stream.concat(list.stream(), Stream.of(list.get(0) + "Z9")).distinct().toList());
  }

  @Provide
  Arbitrary<List<Planted>> plants() {
    Arbitrary<List<Encoding>> encodings =
        Arbitraries.of(
            List.of(),
            List.of(Encoding.BASE64),
            List.of(Encoding.BASE64URL),
            List.of(Encoding.JSON),
            List.of(Encoding.URLENCODE),
            List.of(Encoding.JSON, Encoding.JSON),
            List.of(Encoding.JSON, Encoding.URLENCODE),
            List.of(Encoding.JSON, Encoding.BASE64),
            List.of(Encoding.BASE64, Encoding.JSON),
            List.of(Encoding.BASE64, Encoding.URLENCODE),
            List.of(Encoding.BASE64, Encoding.BASE64));
    Arbitrary<String> users = Arbitraries.of("", "b:", "bo:", "bot@acme.com:", "é:");
    Arbitrary<String> befores =
        Arbitraries.of("", " ", "\n", "Basic ", "\"", "\\n", "/p/", "%20", "?t=");
    Arbitrary<String> afters = Arbitraries.of(" ", "\n", "\"", "&", "\\n", ". ", "<");
    return Combinators.combine(
            Arbitraries.integers().between(0, 4), encodings, users, befores, afters)
        .as(Planted::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  @Property(seed = Draws.SEED, tries = 100)
  void any_text_comes_back_as_it_was(@ForAll("values") List<String> values, @ForAll String noise) {
    Map<String, String> named = Map.of("n", values.get(0));
    String text = noise + values.get(0) + noise;
    assertThat(
            KnownValues.of(Secrets.map(named))
                .substitute(PlaceholderText.literal(text))
                .render(tag -> Optional.ofNullable(named.get(tag.name()))))
        .isEqualTo(text);
  }
}
