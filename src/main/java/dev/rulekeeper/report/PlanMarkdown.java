package dev.rulekeeper.report;

import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.SiteName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A plan for the comment on a pull request: at most 60,000 characters, what is grave first. */
public final class PlanMarkdown {
  /** GitHub takes 65,536; the rest is for what a workflow adds. */
  static final int MOST_CHARACTERS = 60_000;

  private final PlanInReadingOrder reading;
  private final PlanContext context;

  private PlanMarkdown(Plan plan, PlanContext context) {
    this.reading = PlanInReadingOrder.of(plan);
    this.context = context;
  }

  /** The first line, by which a workflow finds the comment that it wrote before. */
  public static String marker(SiteName site) {
    return "<!-- rulekeeper plan " + site + " -->";
  }

  /** The comment, {@code \n} line ends. */
  public static String of(Plan plan, PlanContext context) {
    return new PlanMarkdown(plan, context).text();
  }

  private String text() {
    Sections sections = new Sections(MOST_CHARACTERS);
    sections.add(0, head());
    for (Change change : reading.changes()) {
      boolean grave = Effect.of(change).grave();
      sections.add(grave ? 1 : 3, folded(change), row(change));
    }
    if (!reading.rotations().isEmpty()) {
      sections.add(2, "\n#### Rotations: other values, nothing else\n\n");
      reading.rotations().forEach(rotation -> sections.add(4, rotation(rotation)));
      reading
          .rotations()
          .forEach(
              rotation ->
                  sections.addFolded(
                      5,
                      inRules(rotation),
                      rotation.rules().stream().map(PlanMarkdown::line).toList()));
    }
    reading.plan().notes().stream()
        .map(note -> "\n> " + MarkdownText.inline(note) + "\n")
        .forEach(note -> sections.add(2, note));
    return sections.text();
  }

  private String head() {
    List<String> origin = new ArrayList<>();
    origin.add("plan `" + reading.plan().id() + "`");
    context.shortCommit().ifPresent(commit -> origin.add("commit `" + commit + "`"));
    context.minute().ifPresent(origin::add);
    String warning = reading.warning();
    return marker(reading.plan().site())
        + "\n### rulekeeper plan for `"
        + reading.plan().site()
        + "`\n\n"
        + (warning.isEmpty() ? "" : "**⚠️ " + warning + ".**\n\n")
        + reading.summary()
        + "\n"
        + String.join(" · ", origin)
        + "\n\n";
  }

  private static String summary(Change change) {
    Effect effect = Effect.of(change);
    return effect.sign()
        + " <b>"
        + effect.label()
        + "</b> "
        + MarkdownText.html(change.name())
        + change.places().map(p -> " · <code>" + MarkdownText.html(p) + "</code>").orElse("");
  }

  /** Without its diff, where there is no room for that. */
  private static String row(Change change) {
    return summary(change) + reason(change) + "<br>\n";
  }

  private static String reason(Change change) {
    String reason = change.reason().map(why -> " · " + MarkdownText.html(why)).orElse("");
    return reason
        + change.risks().stream()
            .map(
                risk ->
                    " · <b>risk: "
                        + risk.kind().label()
                        + "</b> "
                        + MarkdownText.html(risk.message()))
            .collect(Collectors.joining());
  }

  private String folded(Change change) {
    List<String> diff =
        PatchDiff.of(change, context.names()).stream().map(PlanMarkdown::diffLine).toList();
    String edited =
        Effect.of(change) == Effect.DRIFT
            ? PlanText.edited(change).map(when -> " · " + when).orElse("")
            : "";
    if (diff.isEmpty()) {
      return row(change);
    }
    return "<details><summary>"
        + summary(change)
        + reason(change)
        + edited
        + "</summary>\n\n"
        + MarkdownText.code("diff", diff)
        + "\n</details>\n";
  }

  private static String diffLine(DiffLine line) {
    return switch (line.sign()) {
      case PLACE -> "@@ " + line.text() + " @@";
      case OLD -> "- " + line.text();
      case NEW -> "+ " + line.text();
    };
  }

  private String rotation(Rotation rotation) {
    String hosts = MarkdownText.inline(rotation.destinations());
    return "- ↻ **"
        + rotation.secret()
        + "** → "
        + rotation.size()
        + " ("
        + MarkdownText.inline(rotation.spread(context.names()))
        + ")"
        + (hosts.isEmpty() ? "" : "; sent to " + hosts)
        + "\n";
  }

  private static String inRules(Rotation rotation) {
    return Count.of(rotation.rules().size(), "rule") + " with " + rotation.secret();
  }

  private static String line(Change change) {
    return "- "
        + MarkdownText.inline(change.name())
        + change.places().map(places -> " · " + MarkdownText.inline(places)).orElse("")
        + "\n";
  }
}
