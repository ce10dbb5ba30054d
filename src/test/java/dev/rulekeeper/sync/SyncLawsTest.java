package dev.rulekeeper.sync;

import static dev.rulekeeper.sync.SyncWorld.edited;
import static dev.rulekeeper.sync.SyncWorld.id;
import static dev.rulekeeper.sync.SyncWorld.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Draws;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.rule.Rule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** The laws of a sync, for rules that were edited in any way on both sides. */
class SyncLawsTest {
  /**
   * What happened to one rule.
   *
   * @param text where its secret stands
   * @param git what Git changed
   * @param site what was changed in the browser
   * @param old whether the site has the older value
   */
  record History(String text, String git, String site, boolean old) {}

  @Property(seed = Draws.SEED, tries = 60, shrinking = ShrinkingMode.OFF)
  void after_a_sync_the_site_has_what_git_says_and_the_next_plan_has_nothing_to_write(
      @ForAll("histories") List<History> histories) throws Exception {
    SyncWorld world = world(histories);
    SyncReport report = world.sync(world.plan(), true);
    for (Outcome outcome : report.outcomes()) {
      Change change = outcome.change();
      if (change.kind().writes()) {
        assertThat(outcome.status()).as("%s", outcome).isEqualTo(Outcome.Status.APPLIED);
        change
            .after()
            .ifPresentOrElse(
                after ->
                    assertThat(world.seen(change.id()))
                        .isEqualTo(SyncWorld.RENDERING.render(after)),
                () -> assertThat(world.site.rule(change.id())).isEmpty());
      }
    }
    world.settle(report);
    assertThat(world.plan().changes()).noneMatch(change -> change.kind().writes());
  }

  @Property(seed = Draws.SEED, tries = 60, shrinking = ShrinkingMode.OFF)
  void an_edit_of_the_site_is_never_lost_unseen(@ForAll("histories") List<History> histories)
      throws Exception {
    SyncWorld world = world(histories);
    Plan plan = world.plan();
    world.sync(plan, true);
    for (int i = 0; i < histories.size(); i++) {
      History history = histories.get(i);
      if (history.site().equals("label")) {
        assertThat(world.seen(id(i)).fields().path("labels"))
            .as("%s", history)
            .hasToString("[\"from the browser\"]");
      }
      if (history.site().equals("name")) {
        assertThat(world.seen(id(i)).name()).isEqualTo("From the browser");
      }
    }
  }

  @Property(seed = Draws.SEED, tries = 40, shrinking = ShrinkingMode.OFF)
  void no_plan_and_no_outcome_holds_a_value(@ForAll("histories") List<History> histories)
      throws Exception {
    SyncWorld world = world(histories);
    Plan plan = world.plan();
    SyncReport report = world.sync(plan, true);
    for (Change change : plan.changes()) {
      String all =
          change
              + change.patch().toString()
              + change.before().map(Rule::fields)
              + change.after().map(Rule::fields);
      assertThat(all).doesNotContain("EXAMPLE");
    }
    assertThat(report.outcomes().toString()).doesNotContain("EXAMPLE");
  }

  @Property(seed = Draws.SEED, tries = 40, shrinking = ShrinkingMode.OFF)
  void the_order_of_files_is_all_one(
      @ForAll("histories") List<History> histories, @ForAll Random random) throws Exception {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < histories.size(); i++) {
      numbers.add(i);
    }
    SyncWorld first = world(histories);
    Collections.shuffle(numbers, random);
    SyncWorld second = new SyncWorld(folder());
    numbers.forEach(i -> put(second, i, histories.get(i)));
    assertThat(second.plan().changes())
        .extracting(Change::id, Change::kind, Change::patch)
        .isEqualTo(
            first.plan().changes().stream()
                .map(c -> org.assertj.core.groups.Tuple.tuple(c.id(), c.kind(), c.patch()))
                .toList());
  }

  @Property(seed = Draws.SEED, tries = 40, shrinking = ShrinkingMode.OFF)
  void a_second_run_of_the_same_plan_writes_nothing(@ForAll("histories") List<History> histories)
      throws Exception {
    SyncWorld world = world(histories);
    Plan plan = world.plan();
    world.sync(plan, true);
    world.site.forgetWrites();
    SyncReport again = world.sync(plan, true);
    assertThat(world.site.writes()).isEmpty();
    assertThat(again.outcomes())
        .extracting(Outcome::status)
        .isSubsetOf(Outcome.Status.APPLIED, Outcome.Status.SKIPPED);
  }

  private static SyncWorld world(List<History> histories) throws Exception {
    SyncWorld world = new SyncWorld(folder());
    for (int i = 0; i < histories.size(); i++) {
      put(world, i, histories.get(i));
    }
    return world;
  }

  private static Path folder() throws java.io.IOException {
    Path folder = java.nio.file.Files.createTempDirectory("sync-laws");
    folder.toFile().deleteOnExit();
    return folder;
  }

  private static void put(SyncWorld world, int number, History history) {
    Rule agreed = rule(number, history.text());
    world.agreed(agreed, history.old() ? SyncWorld.OLD : SyncWorld.NEW);
    switch (history.git()) {
      case "name" -> world.inGit(edited(agreed, fields -> fields.put("name", "From Git")));
      case "off" -> world.inGit(edited(agreed, fields -> fields.put("state", "DISABLED")));
      case "step" ->
          world.inGit(
              edited(
                  agreed,
                  fields ->
                      fields
                          .withArray("components")
                          .insertObject(0)
                          .put("component", "ACTION")
                          .put("type", "wait")));
      case "gone" -> world.files.remove(id(number));
      default -> {
        // Nothing was changed.
      }
    }
    switch (history.site()) {
      case "name" -> world.inBrowser(id(number), fields -> fields.put("name", "From the browser"));
      case "label" ->
          world.inBrowser(id(number), fields -> fields.putArray("labels").add("from the browser"));
      default -> {
        // Nothing was changed.
      }
    }
  }

  @Provide
  Arbitrary<List<History>> histories() {
    return Combinators.combine(
            Arbitraries.of(
                "Bearer <<secret:bot>>",
                "Basic <<#base64>>me:<<secret:bot>><</base64>>",
                "<<secret:bot>>",
                "none"),
            Arbitraries.of("nothing", "name", "off", "step", "gone"),
            Arbitraries.of("nothing", "nothing", "name", "label"),
            Arbitraries.of(true, false))
        .as(History::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }
}
