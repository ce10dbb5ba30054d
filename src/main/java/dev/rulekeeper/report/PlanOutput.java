package dev.rulekeeper.report;

import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.plan.Plan;
import java.util.List;
import java.util.stream.Collectors;

/** A plan in the format that was asked for. */
public final class PlanOutput {
  private PlanOutput() {}

  /** {@code plan} in {@code format}; {@code style} is for text. */
  public static String of(Plan plan, PlanContext context, OutputFormat format, TextStyle style) {
    return switch (format) {
      case TEXT -> PlanText.of(plan, context, style);
      case JSON -> ExactJson.writePretty(PlanJson.of(plan)) + "\n";
      case MARKDOWN -> PlanMarkdown.of(plan, context);
    };
  }

  /** A plan of one of several sites, and what it was made from. */
  public record OfSite(Plan plan, PlanContext context) {}

  /** Several plans in one document: as JSON a list of them, else one after the other. */
  public static String of(List<OfSite> plans, OutputFormat format, TextStyle style) {
    return format == OutputFormat.JSON
        ? ExactJson.writePretty(
                ExactJson.array().addAll(plans.stream().map(p -> PlanJson.of(p.plan())).toList()))
            + "\n"
        : plans.stream()
            .map(p -> of(p.plan(), p.context(), format, style))
            .collect(Collectors.joining("\n"));
  }
}
