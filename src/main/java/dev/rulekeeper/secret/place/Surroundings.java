package dev.rulekeeper.secret.place;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * What surrounds a leaf.
 *
 * @param type of its component
 * @param host where the component sends its texts, see {@link SecretUse}
 * @param publish the kind of publishing place that its texts are, see {@code publish} of the
 *     ledger, or {@code ""}
 * @param variable the name of the smart value that carries its texts on, or {@code ""}
 */
record Surroundings(ComponentType type, String host, String publish, String variable) {
  /** Hosts that show the body of a request in a channel; anybody can have one there. */
  private static final Pattern CHATS =
      Pattern.compile(
          "hooks\\.slack(?:-gov)?\\.com|.+\\.webhook\\.office\\.com|outlook\\.office(?:365)?\\.com"
              + "|(?:.+\\.)?discord(?:app)?\\.com|chat\\.googleapis\\.com|webexapis\\.com"
              + "|api\\.telegram\\.org|open\\.(?:larksuite\\.com|feishu\\.cn)");

  /** Of a component of {@code type} with {@code value}, which names its variable {@code name}. */
  static Surroundings of(ComponentType type, JsonNode value, String name) {
    String host =
        switch (type) {
          case WEB_REQUEST -> host(value.path("url"));
          case CHAT -> host(value.path("webhookUrl"));
          default -> type.host;
        };
    String variable = type == ComponentType.VARIABLE ? name : "";
    if (type == ComponentType.VARIABLE && name.isEmpty()) {
      // Nobody can tell who reads it.
      host = SecretUse.UNKNOWN_HOST;
    }
    return new Surroundings(type, host, type.publish, variable);
  }

  /** Of a field of the rule itself. */
  static Surroundings published(String kind) {
    return new Surroundings(ComponentType.EDIT, "", kind, "");
  }

  /** Of an address that is sent to {@code host} and shown to nobody. */
  Surroundings sentTo(String address) {
    return new Surroundings(type, address, "", variable);
  }

  /** Of the body of a request: on a host of chats it is a message that the channel reads. */
  Surroundings ofBody() {
    return CHATS.matcher(host).matches()
        ? new Surroundings(type, host, ComponentType.CHAT.publish, variable)
        : this;
  }

  /** Of what names a variable and is not its text. */
  Surroundings withoutVariable() {
    return variable.isEmpty() ? this : new Surroundings(type, host, publish, "");
  }

  /** The host of an address; what is no text names one that only the site knows. */
  private static String host(JsonNode address) {
    return address.isTextual() ? Host.of(address.textValue()) : SecretUse.UNKNOWN_HOST;
  }
}
