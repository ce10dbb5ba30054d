package dev.rulekeeper.atlassian;

import java.net.URI;
import java.util.Optional;

/**
 * One request to be sent, perhaps several times.
 *
 * @param path what is shown of {@code uri} to people: the path below the base, without the query
 * @param body JSON text, in clear, where the request has a body
 * @param withCredentials whether the {@code Authorization} header is sent
 */
record ApiRequest(
    String method, URI uri, String path, Optional<String> body, boolean withCredentials) {

  /** A request that changes nothing. */
  static ApiRequest get(URI uri, String path) {
    return new ApiRequest("GET", uri, path, Optional.empty(), true);
  }

  /** The same without the credentials. */
  ApiRequest anonymous() {
    return new ApiRequest(method, uri, path, body, false);
  }

  /** Whether it changes nothing on the site. */
  boolean reads() {
    return method.equals("GET");
  }

  /** Names the request and nothing of its body, which may be secret. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
