package dev.rulekeeper.secret.place;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who reads what a component publishes, as far as its settings say so.
 *
 * @param publish the kind of publishing place, see {@code publish} of the ledger
 * @param readers the settings that choose the readers, as JSON
 */
public record Audience(String publish, String readers) {
  /** Settings that say what is published; every other one may say to whom. */
  private static final Set<String> CONTENT =
      Set.of(
          "addCommentOnce",
          "body",
          "comment",
          "convertLineBreaks",
          "includeIssueSummary",
          "message",
          "mimeType",
          "sendNotifications",
          "subTitle",
          "subject",
          "title");

  /**
   * The audiences of the components in {@code fields}, a rule in file form, that hold a placeholder
   * or a smart value.
   */
  public static Set<Audience> in(ObjectNode fields) {
    var audiences = new LinkedHashSet<Audience>();
    collect(fields.path("components"), audiences);
    return audiences;
  }

  /**
   * Whether whoever knows an address can start {@code fields}, a rule in file form; so it is taken
   * to be where the type of the trigger is not known.
   */
  public static boolean isStartedFromOutside(ObjectNode fields) {
    ComponentType type = ComponentType.of("TRIGGER", fields.at("/trigger/type").asText(""));
    return type == ComponentType.INCOMING_WEBHOOK || type == ComponentType.OTHER;
  }

  private static void collect(JsonNode components, Set<Audience> audiences) {
    for (JsonNode component : components) {
      of(component).ifPresent(audiences::add);
      collect(component.path("children"), audiences);
    }
  }

  private static Optional<Audience> of(JsonNode component) {
    ComponentContext context = ComponentContext.of(component, "");
    JsonNode settings = component.path("value");
    String text = ExactJson.write(settings);
    if (!settings.isObject() || !(text.contains("<<") || text.contains("{{"))) {
      return Optional.empty();
    }
    return switch (context.type()) {
      case COMMENT, EMAIL, CHAT -> {
        ObjectNode readers = settings.deepCopy();
        readers.remove(CONTENT);
        yield Optional.of(new Audience(context.publish(), ExactJson.write(readers)));
      }
      case WEB_REQUEST ->
          Optional.of(context.ofSetting("customBody").publish())
              .filter(publish -> !publish.isEmpty())
              .map(publish -> new Audience(publish, ExactJson.write(settings.path("url"))));
      default -> Optional.empty();
    };
  }
}
