package dev.rulekeeper.secret.map;

import static dev.rulekeeper.secret.Secrets.map;
import static dev.rulekeeper.secret.Secrets.reveal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.secret.SecretException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

class SecretSourcesTest {
  @Test
  void a_dotenv_text_is_taken_as_it_stands() {
    assertThat(
            file(
                """
                # comment
                export jira-bot=ATATT3xEXAMPLE=12345678

                raw=pa$s\\w"rd'&+/=%<<{{ }} #no comment
                single='it is "$HOME" \\n # raw'
                double="a\\nb\\t\\"\\\\\\$\\`" # comment
                  pem='-----BEGIN-----
                abc
                -----END-----'
                number=0123
                """
                    .replace(" #no comment", "#no comment")))
        .containsExactly(
            Map.entry("double", "a\nb\t\"\\$`"),
            Map.entry("jira-bot", "ATATT3xEXAMPLE=12345678"),
            Map.entry("number", "0123"),
            Map.entry("pem", "-----BEGIN-----\nabc\n-----END-----"),
            Map.entry("raw", "pa$s\\w\"rd'&+/=%<<{{ }}#no comment"),
            Map.entry("single", "it is \"$HOME\" \\n # raw"));
  }

  @Test
  void lines_may_end_as_on_windows_and_the_text_begin_with_a_byte_order_mark() {
    assertThat(file("\uFEFFa=1\r\nb='x\r\ny'\r\n"))
        .containsExactly(Map.entry("a", "1"), Map.entry("b", "x\r\ny"));
  }

  @Test
  void json_and_yaml_maps_keep_scalars_as_they_are_written() {
    assertThat(file("{\"a\": \" x \", \"b\": 1.10, \"c\": true}"))
        .containsExactly(Map.entry("a", " x "), Map.entry("b", "1.10"), Map.entry("c", "true"));
    assertThat(file("# c\na: 1.10\nb: 'x=y '\nc: no\n"))
        .containsExactly(Map.entry("a", "1.10"), Map.entry("b", "x=y "), Map.entry("c", "no"));
    assertThat(file("---\na: |\n  x\n  y\n")).containsExactly(Map.entry("a", "x\ny\n"));
  }

  @Test
  void later_sources_win() {
    SecretMap map =
        SecretSources.read(
            Optional.of("a=file\nb=file\nc.d-e=file"),
            Map.of(
                "RULEKEEPER_SECRETS", "b: map\nc.d-e: map",
                "RULEKEEPER_SECRET_C_D_E", "variable ",
                "RULEKEEPER_SECRET_NEW", "new",
                "RULEKEEPER_SECRET_OTHER", "nobody asks"),
            List.of(new SecretName("new")),
            SecretSourcesTest::yaml);
    assertThat(reveal(map))
        .containsExactly(
            Map.entry("a", "file"),
            Map.entry("b", "map"),
            Map.entry("c.d-e", "variable "),
            Map.entry("new", "new"));
  }

  @Test
  void what_is_for_the_site_goes_before_what_is_for_all_of_them() {
    SecretMap map =
        ofProduction(
            "a=1\na@prod=2\nb=3\nb@test=4\nc=5\nd=6\ne=7",
            Map.of(
                "RULEKEEPER_SECRETS_PROD", "c=8",
                "RULEKEEPER_SECRETS_TEST_EU", "d=9",
                "RULEKEEPER_SECRET_D_AT_PROD", "10",
                "RULEKEEPER_SECRET_E_AT_TEST_EU", "11",
                "RULEKEEPER_SECRET_E", "12"));
    assertThat(reveal(map)).isEqualTo(Map.of("a", "2", "b", "3", "c", "8", "d", "10", "e", "12"));
  }

  @Test
  void every_other_value_of_the_sources_is_known_to_be_for_somewhere_else() {
    SecretMap map =
        ofProduction(
            "a=1\na@prod=2\nb@test=4",
            Map.of(
                "RULEKEEPER_SECRETS", "c=5",
                "RULEKEEPER_SECRETS_PROD", "c=6",
                "RULEKEEPER_SECRETS_TEST_EU", "d=7",
                "RULEKEEPER_SECRET_A_AT_TEST_EU", "8"));
    assertThat(map.elsewhere())
        .isEqualTo(
            Map.of(
                SecretValue.of("1"), new SecretName("a"),
                SecretValue.of("4"), new SecretName("b"),
                SecretValue.of("5"), new SecretName("c"),
                SecretValue.of("7"), new SecretName("d"),
                SecretValue.of("8"), new SecretName("a")));
  }

  @Test
  void a_value_of_the_site_itself_is_not_for_somewhere_else_too() {
    SecretMap map = ofProduction("a@prod=2\na@test=2", Map.of());
    assertThat(reveal(map)).isEqualTo(Map.of("a", "2"));
    assertThat(map.elsewhere()).isEmpty();
  }

  @Test
  void an_entry_for_one_site_belongs_to_a_source_that_is_read_for_one() {
    assertThatThrownBy(() -> file("a@prod=hush"))
        .hasMessage(
            "--secrets-file: line 1: a@prod is for one site; keep values for single sites in"
                + " another file");
    assertThatThrownBy(() -> ofProduction("a@prod=hush\na@prod=hush", Map.of()))
        .hasMessageStartingWith("--secrets-file: line 2: a@prod is there twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@prod=hush", "a@=hush", "a@a@b=hush", "A@prod=hush"})
  void what_names_no_secret_of_a_site_is_refused(String text) {
    assertThatThrownBy(() -> ofProduction(text, Map.of()))
        .isInstanceOf(SecretException.class)
        .hasMessageStartingWith("--secrets-file: line 1: ")
        .hasMessageNotContaining("hush");
  }

  @Test
  void the_second_entry_of_a_yaml_map_is_called_the_second() {
    assertThatThrownBy(() -> file("a: ok\nb: ''\n"))
        .hasMessageStartingWith("--secrets-file: entry 2: b has an empty value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "# only a comment\n", "{}", "---\n"})
  void a_source_may_hold_nothing(String text) {
    assertThat(file(text)).isEmpty();
  }

  @Test
  void an_error_says_line_and_name() {
    assertThatThrownBy(() -> file("a=1x2y\nb='q\nr'\na=3z4w"))
        .isInstanceOf(SecretException.class)
        .hasMessage("--secrets-file: line 4: a is there twice; remove one of the two");
    assertThatThrownBy(() -> file("a='x\ny'\nb="))
        .hasMessageStartingWith("--secrets-file: line 3: b has an empty value");
    assertThatThrownBy(() -> file("{\n\"a\": \"1\",\n\"a\": \"2\"}"))
        .hasMessageStartingWith("--secrets-file: line 3: a is there twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=ok\nhushhush",
        "a=ok\nHUSHHUSH=1",
        "a=MIIhush\nHUSHhush==\n",
        "a= hushhush",
        "a=hushhush ",
        "a=hushhush # comment",
        "a='hushhush",
        "a=\"hushhush",
        "a=\"hush\\qhush\"",
        "a='hush'hush",
        "a=",
        "a=''",
        "a=hushhush\na=hushhush",
        "hushhush",
        "{\"a\": \"hushhush\"",
        "{\"a\": \"hushhush\", \"a\": \"hushhush\"}",
        "{\"a\": \"hushhush\"} hushhush",
        "{\"a\": hushhush}",
        "{\"a\": {\"b\": \"hushhush\"}}",
        "{\"a\": [\"hushhush\"]}",
        "{\"a\": \"\"}",
        "{\"a\": null}",
        "{\"a\": \"hushhush\\ud800\"}",
        "{\"HUSHHUSH\": \"1\"}",
        "a: hushhush\na: hushhush",
        "a: {b: hushhush}",
        "a: ''",
        "a:\n",
        "Hush hush: hushhush",
        "- hushhush",
        "a: \"hushhush",
        "a: *hushhush",
      })
  void what_is_no_secret_map_is_refused_without_showing_it(String text) {
    assertThatThrownBy(() -> file(text))
        .isInstanceOf(SecretException.class)
        .hasMessageStartingWith("--secrets-file: ")
        .hasMessageNotContaining("hush")
        .hasMessageNotContaining("HUSH")
        .hasNoCause();
  }

  @Test
  void a_variable_is_refused_when_it_is_empty_or_could_be_two_names() {
    assertThatThrownBy(() -> variables(Map.of("RULEKEEPER_SECRET_A_B", ""), "a-b"))
        .hasMessageStartingWith("RULEKEEPER_SECRET_A_B: ")
        .hasMessageContaining("a-b has an empty value");
    assertThatThrownBy(() -> variables(Map.of("RULEKEEPER_SECRET_A_B", "x"), "a-b", "a.b"))
        .hasMessageContaining("a-b or a.b");
    assertThat(variables(Map.of(), "a-b", "a.b").names()).isEmpty();
  }

  @Test
  void the_written_forms_are_readable() {
    SecretMap map =
        map(
            Map.of(
                "plain", "ATATT3xEXAMPLE-_=12345678",
                "no", "two\nlines",
                "quotes", "'\"$`\\",
                "0", "é\u0007"));
    assertThat(SecretSources.write(map, SecretSources.Format.DOTENV))
        .isEqualTo(
            """
            0='é\u0007'
            no='two
            lines'
            plain=ATATT3xEXAMPLE-_=12345678
            quotes="'\\"\\$\\`\\\\"
            """);
    assertThat(SecretSources.write(map, SecretSources.Format.YAML))
        .isEqualTo(
            """
            "0": "é\\u0007"
            "no": "two\\nlines"
            plain: "ATATT3xEXAMPLE-_=12345678"
            quotes: "'\\"$`\\\\"
            """);
    assertThat(SecretSources.write(map, SecretSources.Format.JSON))
        .startsWith("{\n  \"0\": \"é\\u0007\",\n");
  }

  @Property(seed = Draws.SEED, tries = 300)
  void what_is_written_is_read_again(
      @ForAll SecretSources.Format format, @ForAll("maps") Map<String, String> values) {
    SecretMap map = map(values);
    String text = SecretSources.write(map, format);
    assertThat(file(text)).isEqualTo(new TreeMap<>(values));
  }

  @Test
  void the_extension_says_the_format() {
    assertThat(SecretSources.Format.ofFile("x/s.YML")).isEqualTo(SecretSources.Format.YAML);
    assertThat(SecretSources.Format.ofFile("s.json")).isEqualTo(SecretSources.Format.JSON);
    assertThat(SecretSources.Format.ofFile(".env")).isEqualTo(SecretSources.Format.DOTENV);
  }

  @Provide
  Arbitrary<Map<String, String>> maps() {
    Arbitrary<String> names =
        Arbitraries.of("a", "b-2", "c.d_e", "0", "no", "null", "1e3", "export");
    Arbitrary<String> odd =
        Arbitraries.of(
                "\n", "\r", "'", "\"", "\\", "$", "`", "#", " ", "=", "{{", "<<", "é", "😀",
                "\u2028", "\u0085", "\u0000", "\u007f", "\uFEFF", "a", "\t")
            .list()
            .ofMinSize(1)
            .ofMaxSize(8)
            .map(list -> String.join("", list));
    Arbitrary<String> any =
        Arbitraries.strings()
            .ofMinLength(1)
            .ofMaxLength(20)
            .map(text -> "x" + text.replaceAll("\\p{Cs}", ""));
    return Arbitraries.maps(names, Arbitraries.oneOf(odd, any)).ofMaxSize(4);
  }

  private static Map<String, String> file(String text) {
    return reveal(
        SecretSources.read(Optional.of(text), Map.of(), List.of(), SecretSourcesTest::yaml));
  }

  /** For the site {@code prod}, beside which there are others. */
  private static SecretMap ofProduction(String file, Map<String, String> environment) {
    return SecretSources.read(
        Optional.of(file),
        environment,
        new SecretDemand(
            List.of(),
            Optional.of(new SiteName("prod")),
            List.of(new SiteName("test"), new SiteName("test.eu"))),
        SecretSourcesTest::yaml);
  }

  private static SecretMap variables(Map<String, String> environment, String... names) {
    return SecretSources.read(
        Optional.empty(),
        environment,
        java.util.Arrays.stream(names).map(SecretName::new).toList(),
        SecretSourcesTest::yaml);
  }

  /** YAML in which every scalar is a text, as the ruleset room reads it. */
  private static JsonNode yaml(String text) {
    Object loaded =
        new Load(LoadSettings.builder().setSchema(new FailsafeSchema()).build())
            .loadFromString(text);
    return new com.fasterxml.jackson.databind.ObjectMapper()
        .valueToTree(loaded == null ? ExactJson.object() : loaded);
  }
}
