package dev.rulekeeper.report;

import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.SiteTime;
import dev.rulekeeper.secret.ledger.AccessRisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A plan for a person at a terminal. */
public final class PlanText {
  /** With more changes than this, the diff of those that nobody needs to fear is left out. */
  private static final int MOST_DIFFS = 12;

  private static final int MOST_SECRETS = 12;
  private static final int MOST_SPREADS = 4;
  private static final int LABEL = 9;
  private static final int INDENT = 4;
  private static final int DETAIL = INDENT + LABEL + 3;
  private static final int LONGEST_NAME = 48;

  private final PlanInReadingOrder reading;
  private final Names names;
  private final TextStyle style;
  private final List<String> lines = new ArrayList<>();

  private PlanText(Plan plan, Names names, TextStyle style) {
    this.reading = PlanInReadingOrder.of(plan);
    this.names = names;
    this.style = style;
  }

  /** The lines of the plan as a file or a pipe gets them. */
  public static String of(Plan plan) {
    return of(plan, PlanContext.unknown(), TextStyle.plain());
  }

  /** The lines of the plan, {@code \n} between and at the end. */
  public static String of(Plan plan, PlanContext context, TextStyle style) {
    PlanText text = new PlanText(plan, context.names(), style);
    text.head(context);
    text.changes();
    text.rotations();
    text.foot();
    return String.join("\n", text.lines) + "\n";
  }

  private void head(PlanContext context) {
    List<String> words = new ArrayList<>();
    words.add("Plan for " + reading.plan().site());
    context.shortCommit().ifPresent(commit -> words.add("commit " + commit));
    context.minute().ifPresent(words::add);
    lines.add(style.fitted(String.join(" · ", words)));
    if (!reading.warning().isEmpty()) {
      lines.add("");
      style
          .wrapped(reading.warning(), 2)
          .forEach(line -> lines.add(style.in(Effect.DELETE.colour(), line)));
    }
    if (!reading.plan().isEmpty()) {
      lines.add("");
    }
  }

  private void changes() {
    int nameWidth =
        reading.changes().stream()
            .mapToInt(change -> DisplayWidth.of(TerminalText.of(change.name())))
            .max()
            .orElse(0);
    int columns = Math.min(nameWidth, Math.min(LONGEST_NAME, (style.width() - DETAIL) / 2));
    boolean few = style.everything() || reading.changes().size() <= MOST_DIFFS;
    for (Change change : reading.changes()) {
      row(change, columns);
      risks(change);
      if (few || Effect.of(change).grave()) {
        details(change);
      }
    }
    if (!few) {
      lines.add(style.fitted("    -v shows what each of them changes."));
    }
  }

  private void row(Change change, int nameWidth) {
    String where = change.places().orElseGet(() -> change.id().toString());
    String name = TerminalText.of(change.name());
    if (style.width() != TextStyle.UNLIMITED) {
      name = DisplayWidth.cut(name, nameWidth);
    }
    String rest =
        DisplayWidth.pad(name, nameWidth)
            + "  "
            + TerminalText.of(where)
            + (change.secrets().isEmpty() ? "" : "  " + change.secrets());
    line(Effect.of(change), rest);
  }

  private void line(Effect effect, String rest) {
    String label = effect.sign() + " " + DisplayWidth.pad(effect.label(), LABEL);
    int left = style.width() == TextStyle.UNLIMITED ? style.width() : style.width() - DETAIL;
    lines.add(
        " ".repeat(INDENT)
            + style.in(effect.colour(), label)
            + " "
            + (left == TextStyle.UNLIMITED ? rest : DisplayWidth.cut(rest, left)));
  }

  private void risks(Change change) {
    for (AccessRisk risk : change.risks()) {
      String text = "risk (" + risk.kind().label() + "): " + TerminalText.of(risk.message());
      lines.addAll(style.wrapped(text, DETAIL));
    }
  }

  private void details(Change change) {
    change
        .reason()
        .map(TerminalText::of)
        .ifPresent(reason -> lines.addAll(style.wrapped(reason, DETAIL)));
    if (Effect.of(change) == Effect.DRIFT) {
      edited(change).ifPresent(when -> lines.addAll(style.wrapped(when, DETAIL)));
    }
    if (Effect.of(change) == Effect.CREATE || Effect.of(change) == Effect.DELETE) {
      return;
    }
    PatchDiff.of(change, names).forEach(this::diff);
  }

  /** When the site was last edited. */
  static Optional<String> edited(Change change) {
    return change
        .seen()
        .flatMap(live -> SiteTime.parse(live.edited()))
        .map(time -> "last edited " + PlanContext.minute(time));
  }

  private void diff(DiffLine line) {
    String text = TerminalText.of(line.text());
    switch (line.sign()) {
      case PLACE -> lines.add(style.fitted(" ".repeat(DETAIL) + text));
      case OLD -> lines.add(style.in(31, style.fitted(" ".repeat(DETAIL) + "  - " + text)));
      case NEW -> lines.add(style.in(32, style.fitted(" ".repeat(DETAIL) + "  + " + text)));
    }
  }

  private void rotations() {
    List<Rotation> shown =
        style.everything()
            ? reading.rotations()
            : reading.rotations().stream().limit(MOST_SECRETS).toList();
    for (Rotation rotation : shown) {
      line(Effect.ROTATE, rotation.secret() + " → " + rotation.size());
      spread(rotation);
      if (style.everything()) {
        rotation.rules().forEach(this::rotated);
      }
    }
    if (shown.size() < reading.rotations().size()) {
      String more = Count.of(reading.rotations().size() - shown.size(), "more secret");
      lines.add(style.fitted("    … and " + more + ": -v lists them"));
    } else if (!shown.isEmpty() && !style.everything()) {
      lines.add(style.fitted("    Rotations change values only; -v lists the rules."));
    }
  }

  /** Where the rules of a rotation are and where they send the secret, while that is short. */
  private void spread(Rotation rotation) {
    if (style.everything() || reading.rotations().size() <= MOST_SPREADS) {
      String hosts = rotation.hosts().isEmpty() ? "" : "; sent to " + rotation.destinations();
      lines.addAll(style.wrapped(TerminalText.of("in " + rotation.spread(names) + hosts), DETAIL));
    }
  }

  private void rotated(Change change) {
    String where = change.places().orElseGet(() -> change.id().toString());
    lines.add(style.fitted(" ".repeat(DETAIL) + TerminalText.of(change.name()) + "  " + where));
    PatchDiff.of(change, names).stream()
        .filter(line -> line.sign() == DiffLine.Sign.PLACE)
        .forEach(line -> lines.add(style.fitted(" ".repeat(DETAIL + 2) + line.text())));
  }

  private void foot() {
    for (String note : reading.plan().notes()) {
      lines.add("");
      lines.addAll(style.wrapped("Note: " + TerminalText.of(note), 0));
    }
    lines.add("");
    lines.addAll(style.wrappedItems(reading.summary() + " · plan " + reading.plan().id()));
  }
}
