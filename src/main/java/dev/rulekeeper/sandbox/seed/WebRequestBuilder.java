package dev.rulekeeper.sandbox.seed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;

/** The action that sends a web request, being written. */
final class WebRequestBuilder {
  private final ObjectNode value = ExactJson.object();

  private WebRequestBuilder(String method, String url) {
    value.put("url", url).put("urlSecure", false).put("method", method).putArray("headers");
    value.put("sendIssue", false).put("contentType", "empty").put("customBody", "");
    value.put("responseEnabled", false).put("continueOnErrorEnabled", false);
  }

  static WebRequestBuilder send(String method, String url) {
    return new WebRequestBuilder(method, url);
  }

  static WebRequestBuilder post(String url) {
    return send("POST", url);
  }

  static WebRequestBuilder get(String url) {
    return send("GET", url).waits();
  }

  WebRequestBuilder header(String name, String text) {
    return header(name, text, false);
  }

  /** A header whose value the browser hides. */
  WebRequestBuilder hidden(String name, String text) {
    return header(name, text, true);
  }

  WebRequestBuilder authorization(String text) {
    return hidden("Authorization", text);
  }

  private WebRequestBuilder header(String name, String text, boolean secure) {
    ObjectNode header = value.withArray("headers").addObject();
    header.put("name", name).put("value", text).put("headerSecure", secure);
    return this;
  }

  WebRequestBuilder body(String text) {
    value.put("contentType", "custom").put("customBody", text);
    return this;
  }

  WebRequestBuilder json(String text) {
    return header("Content-Type", "application/json").body(text);
  }

  WebRequestBuilder form(String text) {
    return header("Content-Type", "application/x-www-form-urlencoded").body(text);
  }

  WebRequestBuilder sendsIssue() {
    value.put("contentType", "application/json").put("sendIssue", true);
    return this;
  }

  WebRequestBuilder waits() {
    value.put("responseEnabled", true).put("continueOnErrorEnabled", true);
    return this;
  }

  ObjectNode done() {
    return ConditionSteps.step("ACTION", "jira.issue.outgoing.webhook", 1, value);
  }
}
