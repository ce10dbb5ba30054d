package dev.rulekeeper.atlassian;

import java.util.Optional;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.MessageHeaders;

/** A whole answer. */
final class HttpAnswer {
  private final int status;
  private final MessageHeaders headers;
  private final byte[] body;

  HttpAnswer(int status, MessageHeaders headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  int status() {
    return status;
  }

  /** The first header of this name, in any case. */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.getFirstHeader(name)).map(Header::getValue);
  }

  /** Nobody may change it. */
  byte[] body() {
    return body;
  }
}
