package dev.rulekeeper.secret.format;

import static dev.rulekeeper.secret.format.TokenFormat.begins;
import static dev.rulekeeper.secret.format.TokenFormat.holds;
import static dev.rulekeeper.secret.format.TokenFormats.BLANK;
import static dev.rulekeeper.secret.format.TokenFormats.WORD;

import java.util.List;

/** Token forms of no single vendor: standards, and passwords in commands. */
final class GeneralFormats {
  /** A password in a command, unless a word says where one belongs. */
  private static final String PASSWORD =
      "(?!(?i:pass(?:word|wd)?|pwd|token|secret|api[_-]?(?:key|token))(?:[\\s'\",;)]|$))"
          + "([^\\s'\"/"
          + BLANK
          + "]{3,255}[^\\s'\"/."
          + BLANK
          + "])";

  private static final String USER_AND_PASSWORD = "[^\\s:'\"/]{1,128}:['\"]?" + PASSWORD;

  static final List<TokenFormat> TABLE =
      List.of(
          begins(
              "json-web-token",
              "eyJ",
              "eyJ"
                  + WORD
                  + "{8,4096}\\.(?:"
                  + WORD
                  + "{8,8192}\\.)?"
                  + WORD
                  + "{0,2048}"
                  + "(?:\\."
                  + WORD
                  + "{1,4096}){0,2}",
              "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJleGFtcGxlIn0.ZXhhbXBsZS1zaWduYXR1cmU",
              "RFC 7519"),
          holds(
              "private-key",
              "-----BEGIN ",
              0,
              "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
                  + "(?:[^-"
                  + BLANK
                  + "]{0,16384}(?:-[^-"
                  + BLANK
                  + "]{1,16384}){0,8}"
                  + "-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
                  + "|[A-Za-z0-9+/=\\s]{16,16384})",
              "-----BEGIN PRIVATE KEY-----\nEXAMPLEexample0123456789\n-----END PRIVATE KEY-----",
              "RFC 7468"),
          begins(
              "age-secret-key",
              "AGE-SECRET-KEY-1",
              "AGE-SECRET-KEY-1[0-9A-Z]{40,64}",
              "AGE-SECRET-KEY-1EXAMPLEEXAMPLE0123456789EXAMPLEEXAMPLE0123456789EX",
              "age-encryption.org"),
          holds(
              "command-option",
              "--",
              0,
              "--(?:[a-z]{1,20}-){0,3}(?:token|password|secret|api-?key|access-key) {1,4}['\"]?"
                  + "(?=[^\\s'\"]{0,255}[0-9])([A-Za-z0-9_+=/!@%#*~][^\\s'\";,)"
                  + BLANK
                  + "]{6,255}[^\\s'\";,.)"
                  + BLANK
                  + "])",
              "--token EXAMPLEexample0123",
              "the usual long options of commands"),
          holds(
              "command-password",
              "--user ",
              0,
              "--user ['\"]?" + USER_AND_PASSWORD,
              "--user bot:EXAMPLEexample",
              "curl.se/docs/manpage.html"),
          holds(
              "command-password",
              "-u ",
              0,
              "-u ['\"]?" + USER_AND_PASSWORD,
              "-u bot:EXAMPLEexample",
              "curl.se/docs/manpage.html"),
          holds(
              "command-password",
              "sshpass -p",
              0,
              "sshpass -p ?['\"]?" + PASSWORD,
              "sshpass -p EXAMPLEexample",
              "sshpass(1)"),
          holds(
              "command-password",
              "login ",
              0,
              "login (?:[^\\s]{1,60} ){0,8}?(?:-p|--password) ['\"]?" + PASSWORD,
              "login -u bot -p EXAMPLEexample",
              "docs.docker.com/reference/cli/docker/login"),
          holds(
              "command-password",
              "mysql",
              0,
              "mysql(?:dump|admin)? (?:[^\\s]{1,60} ){0,8}?-p['\"]?" + PASSWORD,
              "mysql -u bot -pEXAMPLEexample",
              "dev.mysql.com/doc"),
          holds(
              "command-password",
              "auth=(",
              0,
              "auth=\\(['\"][^'\"\\s]{1,128}['\"], {0,4}['\"]" + PASSWORD,
              "auth=('bot', 'EXAMPLEexample')",
              "requests.readthedocs.io"),
          holds(
              "command-password",
              "BasicAuth(",
              0,
              "BasicAuth\\(['\"][^'\"\\s]{1,128}['\"], {0,4}['\"]" + PASSWORD,
              "BasicAuth('bot', 'EXAMPLEexample')",
              "requests.readthedocs.io"));

  private GeneralFormats() {}
}
