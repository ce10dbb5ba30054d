package dev.rulekeeper.atlassian;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it goes over the line.
 *
 * @param headers all but those that say who is spoken to and how long the body is
 * @param body in UTF-8, where the request has one
 */
record HttpCall(String method, URI uri, Map<String, String> headers, Optional<String> body) {
  HttpCall {
    headers = Map.copyOf(headers);
  }

  /** One that reads, without any header. */
  static HttpCall get(URI uri) {
    return new HttpCall("GET", uri, Map.of(), Optional.empty());
  }

  /**
   * The same with another header.
   *
   * @throws ApiException if no header may have such a value
   */
  HttpCall with(String name, String value) {
    if (!value.chars().allMatch(HttpCall::mayBeInHeader)) {
      throw new ApiException(
          ApiException.Kind.UNSAFE,
          0,
          "the value for the header "
              + name
              + " has a line break or another character that no header may have; nothing was sent",
          "check the value that is to be sent");
    }
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpCall(method, uri, more, body);
  }

  /** RFC 9110, section 5.5. */
  private static boolean mayBeInHeader(int character) {
    return character == '\t' || (character >= ' ' && character <= 0xFF && character != 0x7F);
  }

  /** Names the method and nothing else: headers hold credentials. */
  @Override
  public String toString() {
    return "HttpCall[" + method + "]";
  }
}
