package dev.rulekeeper.secret.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.placeholder.Encoding;
import java.util.Locale;
import java.util.function.BiFunction;

/** Where people leave a token in free text, and how it is written there. */
enum TextPosition {
  IN_A_LOG((b, t) -> b.log("using " + t + " for the call")),
  IN_A_COMMENT((b, t) -> b.comment("h3. Old value\n* " + t + "\n* see wiki")),
  AT_THE_END_OF_A_SENTENCE((b, t) -> b.comment("It is " + t + ". Please rotate.")),
  IN_PARENTHESES((b, t) -> b.description("Calls the build (" + t + ") every night")),
  IN_BACKTICKS((b, t) -> b.comment("run with `" + t + "` set")),
  IN_QUOTES((b, t) -> b.email("<p>Value: \"" + t + "\"</p>")),
  IN_A_FIELD((b, t) -> b.field(t)),
  IN_A_JSON_BODY(
      (b, t) -> b.body("{\"note\": \"" + Encoding.JSON.encode("see\n" + t) + "\", \"n\": 1}")),
  IN_NEARLY_JSON(
      (b, t) -> b.body("{\"id\": {{issue.id}}, \"note\": \"" + Encoding.JSON.encode(t) + "\"}")),
  IN_JSON_INSIDE_JSON(
      (b, t) ->
          b.body(
              "{\"text\": \""
                  + Encoding.JSON.encode("{\"a\": \"" + Encoding.JSON.encode("\n" + t) + "\"}")
                  + "\"}")),
  AFTER_A_SMART_VALUE((b, t) -> b.log("{{now}}" + t + "{{issue.key}}")),
  IN_A_URL_PATH_OF_A_TEXT(
      (b, t) -> b.log("GET https://api.example.com/" + Encoding.URLENCODE.encode(t) + "/x")),
  IN_A_URL_PARAMETER(
      (b, t) -> b.url("https://api.example.com/?note=" + Encoding.URLENCODE.encode(t) + "&a=1")),
  IN_BASE64((b, t) -> b.log("blob " + Encoding.BASE64.encode("note " + t + " end"))),
  IN_BASE64_URL((b, t) -> b.comment(Encoding.BASE64URL.encode("the note:  " + t + "  "))),
  IN_A_PLAIN_VARIABLE((b, t) -> b.variable("buildInput", t));

  @SuppressWarnings("ImmutableEnumChecker") // Pure functions.
  private final BiFunction<RuleBuilder, String, ObjectNode> place;

  TextPosition(BiFunction<RuleBuilder, String, ObjectNode> place) {
    this.place = place;
  }

  /** A rule with {@code token} in this position. */
  ObjectNode rule(RuleBuilder builder, String token) {
    return place.apply(builder, token);
  }

  /** As in a report. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
