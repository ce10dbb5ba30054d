package dev.rulekeeper.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Draws;
import dev.rulekeeper.rule.SecretValue;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

class StateSignatureTest {
  private static final String REF = "refs/rulekeeper/acme/synced";
  private static final StateSignature OURS = keyed("EXAMPLE-key-of-the-state");
  private static final ObjectId TREE = id('1');
  private static final List<ObjectId> PARENTS = List.of(id('2'), id('3'));

  private static StateSignature keyed(String key) {
    return StateSignature.keyedBy(SecretValue.of(key), Optional.empty());
  }

  private static ObjectId id(char digit) {
    return ObjectId.fromString(String.valueOf(digit).repeat(40));
  }

  private static RevCommit commit(String message, ObjectId tree, List<ObjectId> parents) {
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(tree);
    commit.setParentIds(parents);
    PersonIdent somebody = new PersonIdent("A", "a@example.com");
    commit.setAuthor(somebody);
    commit.setCommitter(somebody);
    commit.setMessage(message);
    try {
      return RevCommit.parse(commit.build());
    } catch (UnsupportedEncodingException e) {
      throw new AssertionError(e);
    }
  }

  @Example
  void a_commit_is_believed_where_ref_tree_parents_and_key_are_those_that_were_signed() {
    String message = OURS.signed("Sync acme", REF, TREE, PARENTS);
    assertThat(message).startsWith("Sync acme\n\n");
    assertThat(OURS.believes(REF, commit(message, TREE, PARENTS))).isTrue();

    assertThat(OURS.believes(REF, commit("Sync acme\n", TREE, PARENTS))).isFalse();
    assertThat(OURS.believes(REF, commit(message, id('4'), PARENTS))).isFalse();
    assertThat(OURS.believes(REF, commit(message, TREE, List.of()))).isFalse();
    assertThat(OURS.believes(REF, commit(message, TREE, List.of(id('3'), id('2'))))).isFalse();
    assertThat(OURS.believes("refs/rulekeeper/other/synced", commit(message, TREE, PARENTS)))
        .isFalse();
    assertThat(keyed("EXAMPLE-another-key").believes(REF, commit(message, TREE, PARENTS)))
        .isFalse();
  }

  @Example
  void a_commit_that_the_user_names_is_believed_and_no_other_one() {
    RevCommit named = commit("By hand\n", TREE, PARENTS);
    SecretValue key = SecretValue.of("EXAMPLE-key-of-the-state");
    StateSignature trusting = StateSignature.keyedBy(key, Optional.of(named.name()));
    assertThat(trusting.believes(REF, named)).isTrue();
    assertThat(trusting.isSigned(REF, named)).isFalse();
    assertThat(trusting.believes(REF, commit("Also by hand\n", TREE, PARENTS))).isFalse();
  }

  @Example
  void without_a_key_everything_is_believed_and_nothing_signed() {
    StateSignature none = StateSignature.none();
    assertThat(none.signed("Sync acme", REF, TREE, PARENTS)).isEqualTo("Sync acme\n");
    assertThat(none.believes(REF, commit("By hand\n", TREE, PARENTS))).isTrue();
    assertThat(none.ofFile(REF, "a", new byte[0])).isEmpty();
    assertThat(none.isSigned(REF, "a", new byte[0], Optional.empty())).isTrue();
  }

  @Property(seed = Draws.SEED, tries = 200)
  void a_file_of_another_name_or_text_has_another_signature(
      @ForAll String name, @ForAll String text, @ForAll String other) {
    Assume.that(name.indexOf(0) < 0 && other.indexOf(0) < 0 && !text.equals(other));
    byte[] content = text.getBytes(StandardCharsets.UTF_16);
    Optional<String> signature = OURS.ofFile(REF, name, content);
    assertThat(OURS.isSigned(REF, name, content, signature)).isTrue();
    assertThat(OURS.isSigned(REF, name, other.getBytes(StandardCharsets.UTF_16), signature))
        .isFalse();
    assertThat(OURS.isSigned(REF, name + other + "x", content, signature)).isFalse();
    assertThat(OURS.isSigned(REF, name, content, Optional.empty())).isFalse();
  }
}
