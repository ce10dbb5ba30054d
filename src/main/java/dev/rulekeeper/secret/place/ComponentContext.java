package dev.rulekeeper.secret.place;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.secret.text.Characters;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * What surrounds a leaf.
 *
 * @param type of its component
 * @param host where the component sends its texts, see {@link SecretUse}
 * @param publish the kind of publishing place that its texts are, see {@code publish} of the
 *     ledger, or {@code ""}
 * @param variable the name of the smart value that carries its texts on, or {@code ""}
 * @param answered whether other components can read what the host answers
 * @param contentType what a web request says of its body, in lower case, or {@code ""}
 */
record ComponentContext(
    ComponentType type,
    String host,
    String publish,
    String variable,
    boolean answered,
    String contentType) {
  /** Hosts that show the body of a request in a channel; anybody can have one there. */
  private static final Set<String> CHATS =
      Set.of(
          "hooks.slack.com",
          "hooks.slack-gov.com",
          "outlook.office.com",
          "outlook.office365.com",
          "discord.com",
          "discordapp.com",
          "chat.googleapis.com",
          "webexapis.com",
          "api.telegram.org",
          "open.larksuite.com",
          "open.feishu.cn");

  /** The settings of a web request that hold text. */
  private static final Set<String> REQUEST_SETTINGS =
      Set.of("url", "headers", "customBody", "contentType", "method", "usedSecretsKeys");

  private static final Set<String> CHATS_BELOW =
      Set.of(
          "*.webhook.office.com",
          "*.logic.azure.com",
          "*.api.powerplatform.com",
          "*.discord.com",
          "*.discordapp.com");

  /** Of {@code component}, whose settings name their smart value {@code name}. */
  static ComponentContext of(JsonNode component, String name) {
    var type =
        ComponentType.of(component.path("component").asText(""), component.path("type").asText(""));
    JsonNode value = component.path("value");
    String host =
        switch (type) {
          case WEB_REQUEST -> mayLeadElsewhere(value) ? unknown() : host(value.path("url"));
          case CHAT -> host(value.path("webhookUrl"));
          // A connection may lead to another site.
          case EDIT -> component.path("connectionId").asText("").isEmpty() ? type.host : unknown();
          default -> type.host;
        };
    boolean variable = type == ComponentType.VARIABLE;
    boolean request = type == ComponentType.WEB_REQUEST;
    return new ComponentContext(
        type,
        variable && !SmartValueReading.isFollowed(variable(value)) ? unknown() : host,
        type.publish,
        variable ? name : "",
        request && !isFalse(value.path("responseEnabled")),
        request ? contentType(value) : "");
  }

  /** Whether a setting of a request that nobody knows could be a second address. */
  private static boolean mayLeadElsewhere(JsonNode settings) {
    return settings.properties().stream()
            .filter(setting -> !REQUEST_SETTINGS.contains(setting.getKey()))
            .anyMatch(setting -> mayAddress(setting.getValue()))
        || StreamSupport.stream(settings.path("headers").spliterator(), false)
            .anyMatch(ComponentContext::mayRoute);
  }

  /**
   * Whether a header may lead a request to somebody else behind the same address, as hosts of many
   * customers go by {@code Host}; a line break in one begins another header.
   */
  private static boolean mayRoute(JsonNode header) {
    String name = header.path("name").asText("").strip();
    String text = name + header.path("value").asText("").strip();
    return name.equalsIgnoreCase("host")
        || name.startsWith(":")
        || name.contains("{{")
        || name.contains("<<")
        || text.indexOf('\n') >= 0
        || text.indexOf('\r') >= 0;
  }

  /** Words without a dot name no host that anybody could register. */
  private static boolean mayAddress(JsonNode node) {
    if (node.isTextual()) {
      return !node.textValue()
          .chars()
          .allMatch(c -> Characters.isWord((char) c) || " -".indexOf(c) >= 0);
    }
    return StreamSupport.stream(node.spliterator(), false).anyMatch(ComponentContext::mayAddress);
  }

  /** Of a field of the rule itself. */
  static ComponentContext published(String kind) {
    return new ComponentContext(ComponentType.EDIT, "", kind, "", false, "");
  }

  /** Of a field of the rule that nobody knows. */
  static ComponentContext ofUnknownField() {
    return new ComponentContext(
        ComponentType.OTHER, unknown(), ComponentType.EDIT.publish, "", false, "");
  }

  /** Of what nobody knows the use of. */
  ComponentContext unknownUse() {
    return new ComponentContext(ComponentType.OTHER, unknown(), publish, variable, false, "");
  }

  /** Of what stands at {@code key} of the settings, {@code value}. */
  ComponentContext ofSetting(String key) {
    return switch (type) {
      case WEB_REQUEST ->
          switch (key) {
            case "url", "headers" -> this;
            case "customBody" -> ofBody();
            default -> unknownUse();
          };
      case CHAT -> key.equals("webhookUrl") ? sentTo(host) : this;
      case TRIGGER ->
          key.equals("jql")
              ? new ComponentContext(type, "", ComponentType.DECISION.publish, "", false, "")
              : this;
      case INCOMING_WEBHOOK -> key.equals("webhookToken") ? sentTo("") : this;
      default -> this;
    };
  }

  /** Of an address that is sent to {@code address} and shown to nobody. */
  private ComponentContext sentTo(String address) {
    return new ComponentContext(type, address, "", variable, answered, contentType);
  }

  /** Of the body of a request: on a host of chats it is a message that the channel reads. */
  private ComponentContext ofBody() {
    String name = Host.name(host);
    boolean chat =
        CHATS.contains(name)
            || CHATS_BELOW.stream().anyMatch(below -> HostPattern.matches(below, name));
    return chat
        ? new ComponentContext(
            type, host, ComponentType.CHAT.publish, variable, answered, contentType)
        : this;
  }

  /** Of what names a variable and is not its text: nobody can tell what reads it. */
  ComponentContext withoutVariable() {
    return type == ComponentType.VARIABLE
        ? new ComponentContext(type, unknown(), publish, "", false, "")
        : this;
  }

  /** Whether {@link #variable} carries the texts on, and can be followed to where it is read. */
  boolean isCarried() {
    return type == ComponentType.VARIABLE && host.isEmpty();
  }

  /** What the headers say, or the choice in the editor where it is one. */
  private static String contentType(JsonNode value) {
    String type = value.path("contentType").asText("");
    for (JsonNode header : value.path("headers")) {
      if (header.path("name").asText("").strip().equalsIgnoreCase("content-type")) {
        type = header.path("value").asText("");
      }
    }
    return type.toLowerCase(Locale.ROOT);
  }

  /** The name that {@code settings} give to a smart value, or {@code ""}. */
  private static String variable(JsonNode settings) {
    JsonNode name = settings.path("name");
    return name.isTextual() ? name.textValue() : name.path("value").asText("");
  }

  /** The host of an address; what is no text or is blank names one that only the site knows. */
  private static String host(JsonNode address) {
    String host = address.isTextual() ? Host.destination(address.textValue()) : "";
    return host.isEmpty() ? unknown() : host;
  }

  private static boolean isFalse(JsonNode flag) {
    return flag.isBoolean() && !flag.booleanValue();
  }

  private static String unknown() {
    return SecretUse.UNKNOWN_HOST;
  }
}
