package dev.rulekeeper.secret.render;

import java.util.List;
import java.util.Random;

/** Texts with placeholders as rule files have them; {@code one} and {@code two} are the secrets. */
public final class RotationTemplates {
  private static final String ONE = "<<secret:one>>";
  private static final String TWO = "<<secret:two>>";

  /** Where a text stands in a request. */
  public enum Where {
    HEADER,
    BODY,
    ADDRESS
  }

  /**
   * One of them.
   *
   * @param encoded whether whatever stands in a hole is encoded for its place
   */
  public record Template(Where where, String text, boolean encoded) {
    /** With names of its own for the secrets. */
    public Template named(String one, String two) {
      return new Template(
          where,
          text.replace(ONE, "<<secret:" + one + ">>").replace(TWO, "<<secret:" + two + ">>"),
          encoded);
    }

    /**
     * Whether the place can hold {@code value}: an encoding holds any, a header one line, and the
     * user of Basic credentials no colon.
     */
    public boolean holds(String value) {
      if (text.contains(">>:<<secret:") && value.contains(":")) {
        return false;
      }
      return encoded
          || value.codePoints().noneMatch(c -> "\"\\&<>%#?+=;".indexOf(c) >= 0 || c < ' ');
    }
  }

  private static final List<Template> ALL =
      List.of(
          header("Bearer " + ONE),
          header(ONE),
          header("GenieKey " + ONE),
          header("Basic <<#base64>>bot@acme.example:" + ONE + "<</base64>>"),
          header("Basic <<#base64>>" + ONE + ":" + TWO + "<</base64>>"),
          header("key=" + ONE + ", secret=" + TWO),
          header(ONE + TWO),
          body("{\"user\":\"bot\",\"password\":\"<<#json>>" + ONE + "<</json>>\"}", true),
          body("{\"user\":\"bot\",\"password\":\"" + ONE + "\"}", false),
          body(
              "{\"a\":\"<<#json>>" + ONE + "<</json>>\",\"b\":\"<<#json>>" + TWO + "<</json>>\"}",
              true),
          body("user=bot&password=<<#urlencode>>" + ONE + "<</urlencode>>&z=1", true),
          body("user=bot&password=<<#urlencode>>" + ONE + "<</urlencode>>", true),
          body("user=bot&password=" + ONE + "&z=1", false),
          body("<a><password>" + ONE + "</password><b>1</b></a>", false),
          body("{\"auth\":\"<<#base64>>u:<<#json>>" + ONE + "<</json>><</base64>>\"}", true),
          body("auth=<<#urlencode>><<#base64>>bot:" + ONE + "<</base64>><</urlencode>>&x=1", true),
          body(
              "{\"n\":\"{\\\"p\\\":\\\"<<#json>><<#json>>" + ONE + "<</json>><</json>>\\\"}\"}",
              true),
          body("first " + ONE + " then " + TWO + "\nand " + ONE + " again", false),
          address(
              "https://ci.acme.example/start?token=<<#urlencode>>" + ONE + "<</urlencode>>&x=1"),
          address("https://ci.acme.example/hooks/<<#urlencode>>" + ONE + "<</urlencode>>"));

  private RotationTemplates() {}

  /** Any of them. */
  public static Template any(Random random) {
    return ALL.get(random.nextInt(ALL.size()));
  }

  private static Template header(String text) {
    return new Template(Where.HEADER, text, true);
  }

  private static Template body(String text, boolean encoded) {
    return new Template(Where.BODY, text, encoded);
  }

  private static Template address(String text) {
    return new Template(Where.ADDRESS, text, true);
  }
}
