package dev.rulekeeper.base;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which agreement a checkout goes by, where others synced from lines of work of their own. */
class BaselineTest {
  private static final RuleId ID = RuleId.of("019ab7c0-1111-7222-8333-444455556666");

  /**
   * A history in which this rule had these contents, the newest first; {@code none} has no file.
   */
  private record Line(Set<String> commits, boolean hasFile, List<String> contents)
      implements LineOfWork {
    @Override
    public boolean has(String commit) {
      return commits.contains(commit);
    }

    @Override
    public boolean hasFile(RuleId id) {
      return hasFile;
    }

    @Override
    public Stream<Rule> versions(RuleId id, Optional<String> since) {
      return contents.stream().map(BaselineTest::rule);
    }
  }

  @ParameterizedTest(name = "agreed {0}; the line has {1}, its file said {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # agreed, newest first | commits | what the file said | goes by
          c:A                    | c       | A                  | A
          c:A                    | c       | B                  | A
          d:B c:A                | c d     | B                  | B
          d:B c:A                | c       | A                  | A
          d:B c:A                | c       | B A                | B
          d:B c:A                | c       | C B A              | B
          e:C d:B c:A            | c       | B A                | B
          d:B                    | x       | B                  | B
          d:B                    | x       | C                  | B
          d:B c:A                | x       | C                  | A
          d:gone c:A             | c       | A                  | A
          d:gone c:A             | c       | none               | nothing
          d:gone                 | d       | none               | nothing
          d:B c:gone             | c       | B                  | B
          d:B                    | x       | none               | nothing
          none                   | c       | A                  | nothing
          """)
  void the_newest_agreement_that_the_line_has_counts(
      String agreements, String commits, String contents, String by) {
    boolean hasFile = !contents.equals("none");
    Line line =
        new Line(Set.of(commits.split(" ", -1)), hasFile, hasFile ? words(contents) : List.of());
    Optional<BaseRule> read = baseline(agreements, line).read().apply(ID);
    assertThat(read.map(entry -> entry.rule().name()).orElse("nothing")).isEqualTo(by);
  }

  @Test
  void an_edit_that_came_with_others_is_had_where_all_that_it_changed_is_there() {
    Rule before = rule("{'name':'A','description':'old'}", "");
    Rule agreed = rule("{'name':'A','description':'new'}", "");
    Rule squashed = rule("{'name':'Renamed beside','description':'new'}", "");
    Rule other = rule("{'name':'Renamed beside','description':'old'}", "");
    List<Agreement> agreements = List.of(agreement("d", agreed), agreement("c", before));
    for (boolean came : new boolean[] {true, false}) {
      LineOfWork line =
          new LineOfWork() {
            @Override
            public boolean has(String commit) {
              return commit.equals("c");
            }

            @Override
            public boolean hasFile(RuleId id) {
              return true;
            }

            @Override
            public Stream<Rule> versions(RuleId id, Optional<String> since) {
              return Stream.of(came ? squashed : other);
            }
          };
      Baseline base = Baseline.of(Set.of(ID), id -> agreements.iterator(), line);
      assertThat(base.read().apply(ID).orElseThrow().rule()).isEqualTo(came ? agreed : before);
    }
  }

  @Test
  void a_reader_is_told_which_commit_is_missing() {
    Baseline base = baseline("0123456789abcdef:B c:A", new Line(Set.of("c"), true, List.of("A")));
    assertThat(base.notes().get()).as("before anything was read").isEmpty();
    assertThat(base.read().apply(ID)).isNotNull();
    assertThat(base.notes().get())
        .containsExactly(
            "1 rule was last synced or exported at a commit that is not in this checkout, such as"
                + " 0123456789: what came with it counts as edited on the site here. Merge the"
                + " branch that has it, or run export");
  }

  @Test
  void content_that_came_under_another_commit_is_not_missing() {
    Baseline base = baseline("d:B c:A", new Line(Set.of("c"), true, List.of("B")));
    assertThat(base.read().apply(ID)).isNotNull();
    assertThat(base.notes().get()).isEmpty();
  }

  @Test
  void who_asks_about_a_rule_again_gets_the_same() {
    List<RuleId> asked = new ArrayList<>();
    Line line = new Line(Set.of("c"), true, List.of("A"));
    Baseline base =
        Baseline.of(
            Set.of(ID),
            id -> {
              asked.add(id);
              return agreements("c:A").iterator();
            },
            line);
    assertThat(base.read().apply(ID)).isEqualTo(base.read().apply(ID)).isPresent();
    assertThat(asked).hasSize(1);
  }

  @Test
  void without_a_base_every_difference_is_an_edit_in_git() {
    assertThat(Baseline.none().known()).isFalse();
    assertThat(Baseline.none().read().apply(ID)).isEmpty();
    assertThat(Baseline.none().notes().get())
        .singleElement()
        .asString()
        .startsWith("no base for this site yet");
    assertThat(Baseline.left().known()).isFalse();
    assertThat(Baseline.left().read().apply(ID)).isEmpty();
    assertThat(Baseline.left().notes().get())
        .singleElement()
        .asString()
        .startsWith("made without the base");
  }

  @Test
  void entries_are_a_base_with_nothing_to_say() {
    BaseRule entry = new BaseRule(rule("A"), "1");
    Baseline base = Baseline.of(Map.of(ID, entry));
    assertThat(base.known()).isTrue();
    assertThat(base.ids()).containsExactly(ID);
    assertThat(base.read().apply(ID)).hasValue(entry);
    assertThat(base.notes().get()).isEmpty();
    assertThat(base.withNote("told").withNote("more").notes().get())
        .containsExactly("told", "more");
  }

  private static Baseline baseline(String agreements, LineOfWork line) {
    return Baseline.of(Set.of(ID), id -> agreements(agreements).iterator(), line);
  }

  private static List<Agreement> agreements(String text) {
    return text.equals("none")
        ? List.of()
        : words(text).stream().map(BaselineTest::agreement).toList();
  }

  private static Agreement agreement(String text) {
    String commit = text.substring(0, text.indexOf(':'));
    String content = text.substring(text.indexOf(':') + 1);
    return content.equals("gone") ? Agreement.gone(commit) : agreement(commit, rule(content));
  }

  private static Agreement agreement(String commit, Rule rule) {
    return new Agreement(commit, Optional.of(new BaseRule(rule, "1764424980")));
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.split(" ", -1));
  }

  private static Rule rule(String name) {
    return rule("{'name':'%s'}", name);
  }

  private static Rule rule(String json, String name) {
    return new Rule(ID, (ObjectNode) ExactJson.read(json.formatted(name).replace('\'', '"')));
  }
}
