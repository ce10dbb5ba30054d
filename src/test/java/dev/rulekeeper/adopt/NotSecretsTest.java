package dev.rulekeeper.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rulekeeper.Draws;
import dev.rulekeeper.yaml.InvalidFileException;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotSecretsTest {
  private static final Doubt DOUBT = DoubtTest.doubt("/components/0/value/body", "Example-1");

  @Test
  void the_file_says_rule_place_kind_and_shape() {
    NotSecrets noted = NotSecrets.none().with(List.of(DOUBT), Optional.of("a word of our docs"));
    assertThat(noted.text(Optional.empty()))
        .isEqualTo(
            """
            # yaml-language-server: $schema=.rulekeeper/schema/not-secrets.json
            # What looks like a credential and is none. `rulekeeper secrets ignore` adds to it; review it
            # like code. By place and shape: no value, and no hash of one.
            not-secrets:
              - rule: 019c88ef-60ff-7167-8fc8-a9588eea7470
                at: /components/*/value/body
                kind: random-word
                shape: 9 x Aa9#
                reason: a word of our docs
            """);
  }

  @Test
  void what_was_noted_is_not_asked_about_again_wherever_its_component_moves() {
    NotSecrets noted = NotSecrets.none().with(List.of(DOUBT), Optional.empty());
    assertThat(NotSecrets.none().covers(DOUBT)).isFalse();
    assertThat(noted.covers(DOUBT)).isTrue();
    assertThat(noted.covers(DoubtTest.doubt("/components/7/value/body", "Example-2"))).isTrue();
    assertThat(noted.covers(DoubtTest.doubt("/components/0/value/body", "Example-12"))).isFalse();
    assertThat(noted.covers(DoubtTest.doubt("/components/0/value/url", "Example-1"))).isFalse();
  }

  @Test
  void a_doubt_is_noted_once() {
    NotSecrets once = NotSecrets.none().with(List.of(DOUBT, DOUBT), Optional.empty());
    assertThat(once.entries()).hasSize(1);
    assertThat(once.with(List.of(DOUBT), Optional.of("again"))).isEqualTo(once);
  }

  @Property(seed = Draws.SEED, tries = 100)
  void what_is_written_is_read_again(@ForAll("files") NotSecrets file) {
    assertThat(NotSecrets.read(Optional.of(file.text(Optional.empty())))).isEqualTo(file);
  }

  @Test
  void comments_stay() {
    String before = NotSecrets.none().with(List.of(DOUBT), Optional.empty()).text(Optional.empty());
    String commented = before.replace("kind: random-word", "kind: random-word # asked ops");
    NotSecrets more =
        NotSecrets.read(Optional.of(commented))
            .with(List.of(DoubtTest.doubt("/description", "Example-1")), Optional.empty());
    assertThat(more.entries()).hasSize(2);
    assertThat(more.text(Optional.of(commented))).contains("kind: random-word # asked ops");
  }

  @Test
  void no_file_notes_nothing() {
    assertThat(NotSecrets.read(Optional.empty()).entries()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secrets: []",
        "not-secrets: {}",
        "not-secrets: text",
        "not-secrets: [text]",
        "not-secrets: [{rule: a, at: /b, kind: c}]",
        "not-secrets: [{rule: a, at: /b, kind: c, shape: 9}]",
        "not-secrets: [{rule: a, at: /b, kind: c, shape: d, value: e}]",
      })
  void what_says_anything_else_is_an_error_with_the_way_out(String text) {
    InvalidFileException broken =
        catchThrowableOfType(InvalidFileException.class, () -> NotSecrets.read(Optional.of(text)));
    assertThat(broken.problems()).hasSize(1);
    assertThat(broken.problems().get(0).where()).isEqualTo("not-secrets.yaml");
    assertThat(broken.problems().get(0).hint()).contains("rulekeeper secrets ignore MARK");
  }

  @Provide
  Arbitrary<NotSecrets> files() {
    Arbitrary<String> text =
        Arbitraries.of("a", "0123", "no", "/components/*/x: y", "9 x A#", "1e3");
    return Combinators.combine(text, text, text, text, text.optional())
        .as(NotSecrets.Entry::new)
        .list()
        .ofMaxSize(3)
        .map(NotSecrets::new);
  }
}
