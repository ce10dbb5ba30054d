package dev.rulekeeper.atlassian;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.ExactJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of one attempt to send a request.
 *
 * @param status the HTTP status, or 0 where there was no answer
 * @param content the body of the answer, in clear
 * @param json the same as a tree, where it is JSON
 * @param retryAfter how long the site asks to wait
 * @param location the {@code Location} header
 * @param fault why there is no answer
 * @param attempt the attempt that got it, from 1
 */
record ApiResponse(
    int status,
    Content content,
    Optional<JsonNode> json,
    Optional<Duration> retryAfter,
    Optional<String> location,
    Optional<TransportFault> fault,
    int attempt) {

  /** Bytes of an answer, of which only errors are read as a text. */
  static final class Content {
    private static final Content NONE = new Content(new byte[0]);
    private final byte[] bytes;

    private Content(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  /** How an attempt went, as far as trying again is concerned. */
  enum Trouble {
    /** An answer that would not change. */
    NONE,
    /** Too many requests: waiting helps. */
    THROTTLED,
    /** Trouble that passes. */
    PASSING,
    /** Trouble that may pass but is often there to stay. */
    STUBBORN
  }

  /** An answer. */
  static ApiResponse answered(
      int status, byte[] body, Optional<Duration> retryAfter, Optional<String> location) {
    return new ApiResponse(
        status,
        new Content(body),
        ExactJson.parse(body),
        retryAfter,
        location,
        Optional.empty(),
        1);
  }

  /** No answer. */
  static ApiResponse failed(TransportFault fault) {
    return new ApiResponse(
        0,
        Content.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(fault),
        1);
  }

  /** The text of the answer, in clear. */
  String body() {
    return new String(content.bytes, StandardCharsets.UTF_8);
  }

  /** The same, got by the {@code count}-th attempt. */
  ApiResponse onAttempt(int count) {
    return new ApiResponse(status, content, json, retryAfter, location, fault, count);
  }

  /** Whether the site did what it was asked to; 202 and 204 have been seen besides 200 and 201. */
  boolean succeeded() {
    return fault.isEmpty() && (status == 200 || status == 201 || status == 202 || status == 204);
  }

  /**
   * This reply to {@code call}, a fault where a read was answered with something else than JSON.
   */
  ApiResponse checkedFor(ApiRequest call) {
    boolean unreadable = call.reads() && status == 200 && json.isEmpty();
    return unreadable
        ? new ApiResponse(
            status,
            content,
            json,
            retryAfter,
            location,
            Optional.of(TransportFault.UNREADABLE),
            attempt)
        : this;
  }

  /**
   * Whether another attempt could go better. A 500 is what the site answers to a component of an
   * unknown type, so on a write it is likely to stay.
   */
  Trouble trouble(boolean read) {
    if (fault.isPresent()) {
      return switch (fault.get()) {
        case TLS, TOO_LARGE, PROXY_LOGIN -> Trouble.NONE;
        case UNKNOWN_HOST, PROXY_REFUSAL -> Trouble.STUBBORN;
        case REFUSED, PROXY_AWAY, TIMED_OUT, BROKEN, UNREADABLE -> Trouble.PASSING;
      };
    }
    return switch (status) {
      case 429 -> Trouble.THROTTLED;
      case 408, 502, 503, 504 -> Trouble.PASSING;
      case 500 -> read ? Trouble.PASSING : Trouble.STUBBORN;
      default -> Trouble.NONE;
    };
  }

  /** What became of the attempt, for a reader, without anything that the site said. */
  String words() {
    return fault.map(TransportFault::words).orElseGet(() -> "HTTP " + status);
  }

  /** The status and nothing of the body, which may be secret. */
  @Override
  public String toString() {
    return "Reply[" + status + "]";
  }
}
