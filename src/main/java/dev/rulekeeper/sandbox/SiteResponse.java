package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** An answer before it is sent; {@code body} is sent as UTF-8. */
record SiteResponse(int status, String body, Map<String, String> headers) {

  /** 200 with this JSON text. */
  static SiteResponse json(String text) {
    return json(200, text);
  }

  static SiteResponse json(int status, String text) {
    return new SiteResponse(status, text, Map.of("Content-Type", "application/json"));
  }

  static SiteResponse json(int status, JsonNode tree) {
    return json(status, ExactJson.write(tree));
  }

  /** No body at all, as the API answers 401, 404, 415 and 500. */
  static SiteResponse empty(int status) {
    return new SiteResponse(status, "", Map.of());
  }

  /** The documented shape of an error. */
  static SiteResponse error(int status, String code, String title) {
    ObjectNode body = ExactJson.object();
    body.putArray("errors")
        .addObject()
        .put("id", UUID.randomUUID().toString())
        .put("status", status)
        .put("code", code)
        .put("title", title);
    return json(status, body);
  }

  /** 400 with a title that says what is wrong. */
  static SiteResponse invalid(String title) {
    return error(400, "api.validation.invalid", title);
  }

  /** The catch-all with which the API answers most bad writes, bad credentials included. */
  static SiteResponse unparsable() {
    return error(
        400,
        "api.error.unknown",
        "The request body could not be parsed, please ensure the values provided are valid.");
  }

  SiteResponse with(String header, String value) {
    Map<String, String> all = new HashMap<>(headers);
    all.put(header, value);
    return new SiteResponse(status, body, Map.copyOf(all));
  }

  /** Names the status; the body may hold secrets. */
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
