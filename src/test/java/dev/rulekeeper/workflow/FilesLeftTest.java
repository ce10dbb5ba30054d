package dev.rulekeeper.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.adopt.Doubt;
import dev.rulekeeper.report.Names;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.secret.expiry.Expiry;
import dev.rulekeeper.secret.expiry.ExpirySource;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.ledger.LedgerEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What small commands leave in files: what is new, once, with everything that people wrote. */
class FilesLeftTest {
  private static final Doubt DOUBT =
      new Doubt(
          RuleId.of(WorkRepository.ID),
          "rules/a.yaml:7",
          JsonPointer.compile("/components/0/value"),
          "high-entropy",
          "24 x Aa9");

  @TempDir private Path folder;
  private WorkRepository repository;

  @BeforeEach
  void a_repository() throws IOException {
    repository = WorkRepository.in(folder);
  }

  @Test
  void what_is_no_credential_is_noted_once_and_committed_with_its_number() throws IOException {
    assertThat(ignored(List.of(DOUBT))).isEqualTo(1);
    assertThat(repository.git("log", "-1", "--format=%s"))
        .isEqualTo("Say of 1 place that it holds no credential");
    assertThat(repository.read("not-secrets.yaml")).contains("an id of the order");
    assertThat(ignored(List.of(DOUBT))).isZero();
    assertThat(repository.git("rev-list", "--count", "HEAD")).isEqualTo("2");
  }

  @Test
  void a_ledger_that_says_nothing_new_makes_no_commit() {
    try (Session session = repository.session()) {
      assertThat(LedgerCommit.write(session, session.ledger(), CommitRequest.usual(), "Say it"))
          .isFalse();
    }
    assertThat(repository.git("log", "--format=%s")).isEqualTo("Begin");
  }

  @Test
  void what_is_new_in_the_ledger_leaves_the_comments_of_people_alone() throws IOException {
    repository.write("secrets.yaml", "secrets:\n  # of the team\n  bot:\n    owner: platform\n");
    try (Session session = repository.session()) {
      SecretName bot = new SecretName("bot");
      LedgerEntry entry = Objects.requireNonNull(session.ledger().entries().get(bot));
      Ledger dated =
          session
              .ledger()
              .with(bot, entry.expiring(new Expiry(LocalDate.of(2027, 3, 1), ExpirySource.PERSON)));
      assertThat(LedgerCommit.write(session, dated, CommitRequest.usual(), "Note it")).isTrue();
    }
    assertThat(repository.read("secrets.yaml"))
        .contains("# of the team", "owner: platform", "expires: \"2027-03-01\"");
    assertThat(repository.git("log", "-1", "--format=%s")).isEqualTo("Note it");
  }

  @Test
  void texts_that_files_have_already_are_not_written_again() throws IOException {
    repository.write("rules/a.yaml", "same");
    repository.write("rules/b.yaml", "before");
    try (Session session = repository.session()) {
      Map<String, String> texts = new TreeMap<>();
      texts.put("rules/a.yaml", "same");
      texts.put("rules/b.yaml", "after");
      UncommittedFiles.leaveOutUnchanged(session.repository(), texts);
      assertThat(texts).containsOnlyKeys("rules/b.yaml");
      UncommittedFiles.write(session.repository(), texts);
    }
    assertThat(repository.read("rules/b.yaml")).isEqualTo("after");
    assertThat(repository.git("log", "--format=%s")).as("a person commits").isEqualTo("Begin");
  }

  @Test
  void names_that_a_site_told_are_there_again_and_its_projects_alone_are_taken_over() {
    NamesCache cache = cache();
    assertThat(cache.read()).isEqualTo(Names.NONE);
    Names told =
        new Names(
            new TreeMap<>(Map.of("10001", "OLD")),
            new TreeMap<>(),
            new TreeMap<>(Map.of("customfield_10010", "Team")),
            new TreeMap<>(),
            true);
    cache.write(told);
    assertThat(cache.read()).isEqualTo(told);
    cache.learnProjects(Map.of());
    assertThat(cache.read()).as("a site that does not tell changes nothing").isEqualTo(told);
    cache.learnProjects(Map.of("10002", "SHOP"));
    assertThat(cache.read())
        .isEqualTo(
            new Names(
                new TreeMap<>(Map.of("10002", "SHOP")),
                told.people(),
                told.fields(),
                told.statuses(),
                true));
  }

  @Test
  void names_that_cannot_be_read_are_none_and_a_link_is_not_followed() throws IOException {
    repository.write(".rulekeeper/names/acme.json", "{\"projects\": ");
    assertThat(cache().read()).isEqualTo(Names.NONE);
    Path file = folder.resolve(".rulekeeper/names/acme.json");
    Files.delete(file);
    Path elsewhere = folder.resolve("elsewhere.json");
    Files.writeString(elsewhere, "{\"projects\": {\"10001\": \"SHOP\"}}");
    Files.createSymbolicLink(file, elsewhere);
    assertThat(cache().read()).isEqualTo(Names.NONE);
  }

  private NamesCache cache() {
    try (Session session = repository.session()) {
      return new NamesCache(session.repository(), new SiteName("acme"));
    }
  }

  private int ignored(List<Doubt> doubts) {
    try (Session session = repository.session()) {
      return DoubtAnswers.ignore(
          session, doubts, Optional.of("an id of the order"), CommitRequest.usual());
    }
  }
}
