package dev.rulekeeper.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.report.PlanDocument;
import dev.rulekeeper.report.PlanText;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.Promotion;
import dev.rulekeeper.ruleset.Promotion.Moved;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.Selection;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prepares rules of one site for another. */
@Command(
    name = "promote",
    mixinStandardHelpOptions = true,
    description =
        "Shows which rules of one site would go to another, gives new ones an id there, and writes "
            + "what is missing as TODO into sites/<to>.yaml. Sends nothing: sync --site does.")
final class PromoteCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private SecretOptions secretOptions = new SecretOptions();
  @Mixin private PlanningOptions planning = new PlanningOptions();
  @Mixin private SelectionOptions select = new SelectionOptions();

  @Option(names = "--from", required = true, paramLabel = "SITE", description = "The site now.")
  private String from = "";

  @Option(names = "--to", required = true, paramLabel = "SITE", description = "The other site.")
  private String to = "";

  @Option(names = "--offline", description = "Only write the mapping; ask no site for the plan.")
  private boolean offline;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text or json.")
  private OutputFormat format = OutputFormat.TEXT;

  PromoteCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (from.equals(to)) {
      throw new CliException(
          ExitCode.USAGE, "--from and --to are the same site", "name two sites of rulekeeper.yaml");
    }
    Promotion promotion;
    try (Session source = Session.open(console, common, Optional.of(from));
        Session target = Session.open(console, common, Optional.of(to))) {
      promotion =
          Promotion.of(
              source.siteRules(),
              target.siteRules(),
              target.repository().ruleFiles(),
              select.selection(),
              () -> RuleId.create(console.clock(), new SecureRandom()));
      promotion.mapping().ifPresent(text -> write(target, promotion.path(), text));
    }
    if (format == OutputFormat.TEXT) {
      console.print(text(promotion));
    }
    Optional<Plan> plan =
        offline || !promotion.todo().isEmpty() || promotion.rules().isEmpty()
            ? Optional.empty()
            : Optional.of(plan(promotion));
    console.print(
        format == OutputFormat.JSON
            ? ExactJson.writePretty(json(promotion, plan)) + "\n"
            : plan.map(PlanText::of).orElse(""));
    return ExitCode.DONE.number();
  }

  private static void write(Session session, String path, String text) {
    session
        .workTree()
        .write(
            Map.of(session.inWorkTree(path), Optional.of(text.getBytes(StandardCharsets.UTF_8))));
  }

  /** What sync would do with these rules; the mapping is read again, as it was just written. */
  private Plan plan(Promotion promotion) {
    try (Session session = Session.open(console, common, Optional.of(to))) {
      List<RuleFile> files = session.ruleFiles();
      Selection moved =
          Selection.of(promotion.rules().stream().map(rule -> rule.target().toString()).toList());
      return PlanInputs.of(
              session, session.connection(), files, session.secrets(secretOptions, files))
          .plan(console, planning.options(moved))
          .plan();
    }
  }

  private String text(Promotion promotion) {
    StringBuilder text = new StringBuilder();
    text.append(promotion.rules().size() + " rule(s) from " + from + " to " + to + ":\n");
    for (Moved rule : promotion.rules()) {
      text.append(rule.isNew() ? "  new    " : "  known  ")
          .append(rule.name())
          .append("  (")
          .append(rule.file())
          .append(" as ")
          .append(rule.target())
          .append(")\n");
      if (!rule.selected()) {
        text.append("         not in the select of ").append(to).append(": sync leaves it out\n");
      }
    }
    if (promotion.mapping().isPresent()) {
      text.append("Written: ").append(promotion.path()).append('\n');
    }
    if (!promotion.todo().isEmpty()) {
      text.append("To do, before plan and sync work for ").append(to).append(":\n");
      promotion.todo().forEach(id -> text.append("  ").append(id).append('\n'));
    }
    if (!promotion.suspects().isEmpty()) {
      text.append("Look at these numbers; where one is meant to be an id, write a <<var:…>>:\n");
      promotion.suspects().forEach(line -> text.append("  ").append(line).append('\n'));
    }
    return text.toString();
  }

  private ObjectNode json(Promotion promotion, Optional<Plan> plan) {
    ObjectNode document = ExactJson.object().put("from", from).put("to", to);
    ArrayNode rules = document.putArray("rules");
    for (Moved rule : promotion.rules()) {
      rules
          .addObject()
          .put("id", rule.id().toString())
          .put("target", rule.target().toString())
          .put("name", rule.name())
          .put("file", rule.file())
          .put("new", rule.isNew())
          .put("selected", rule.selected());
    }
    ArrayNode todo = document.putArray("todo");
    promotion.todo().forEach(todo::add);
    ArrayNode suspects = document.putArray("suspects");
    promotion.suspects().forEach(suspects::add);
    plan.ifPresent(made -> document.set("plan", PlanDocument.of(made)));
    return document;
  }
}
