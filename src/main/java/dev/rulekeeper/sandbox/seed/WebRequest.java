package dev.rulekeeper.sandbox.seed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.ExactJson;

/** The action that sends a web request, being written. */
final class WebRequest {
  private final ObjectNode value = ExactJson.object();

  private WebRequest(String method, String url) {
    value.put("url", url).put("urlSecure", false).put("method", method).putArray("headers");
    value.put("sendIssue", false).put("contentType", "empty").put("customBody", "");
    value.put("responseEnabled", false).put("continueOnErrorEnabled", false);
  }

  static WebRequest send(String method, String url) {
    return new WebRequest(method, url);
  }

  static WebRequest post(String url) {
    return send("POST", url);
  }

  static WebRequest get(String url) {
    return send("GET", url).waits();
  }

  WebRequest header(String name, String text) {
    return header(name, text, false);
  }

  /** A header whose value the browser hides. */
  WebRequest hidden(String name, String text) {
    return header(name, text, true);
  }

  WebRequest authorization(String text) {
    return hidden("Authorization", text);
  }

  private WebRequest header(String name, String text, boolean secure) {
    ObjectNode header = value.withArray("headers").addObject();
    header.put("name", name).put("value", text).put("headerSecure", secure);
    return this;
  }

  WebRequest body(String text) {
    value.put("contentType", "custom").put("customBody", text);
    return this;
  }

  WebRequest json(String text) {
    return header("Content-Type", "application/json").body(text);
  }

  WebRequest form(String text) {
    return header("Content-Type", "application/x-www-form-urlencoded").body(text);
  }

  WebRequest sendsIssue() {
    value.put("contentType", "application/json").put("sendIssue", true);
    return this;
  }

  WebRequest waits() {
    value.put("responseEnabled", true).put("continueOnErrorEnabled", true);
    return this;
  }

  ObjectNode done() {
    return Steps.step("ACTION", "jira.issue.outgoing.webhook", 1, value);
  }
}
