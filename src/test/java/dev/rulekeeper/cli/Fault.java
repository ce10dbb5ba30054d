package dev.rulekeeper.cli;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rulekeeper.cli.HostileSite.Answer;
import dev.rulekeeper.cli.HostileSite.Answering;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What goes wrong while a command runs. */
enum Fault {
  RESETS("the site ends every connection without a word", (exchange, out) -> out.close()),
  SLOW_BODIES(
      "a byte a second",
      (exchange, out) -> {
        for (byte each : exchange.honest().bytes()) {
          out.write(each);
          out.flush();
          pause(1_000);
        }
      }),
  ENDLESS_BODIES(
      "an answer without an end",
      (exchange, out) -> {
        out.write(new Answer(200, "").bytes("Content-Type: application/json"));
        byte[] blank = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 1 << 14; i++) {
          out.write(blank);
        }
      }),
  TRUNCATED_JSON(
      "half of the JSON, as if it were all",
      (exchange, out) -> {
        byte[] body = exchange.honest().body();
        out.write(new Answer(200, Arrays.copyOf(body, body.length / 2)).bytes());
      }),
  WRONG_LENGTHS(
      "a length that is not that of the answer",
      (exchange, out) ->
          out.write(
              exchange
                  .honest()
                  .bytes(
                      "Content-Type: application/json\r\nContent-Length: "
                          + (exchange.honest().body().length + 5_000)))),
  HTML_PAGES(
      "the page of a proxy, with status 200",
      (exchange, out) ->
          out.write(
              new Answer(200, "<html><body>Log in &lt;first&gt;</body></html>".repeat(200))
                  .bytes())),
  REDIRECTS(
      "a redirect to another host",
      (exchange, out) ->
          out.write(
              new Answer(302, "").bytes("Location: https://evil.example/x\r\nContent-Length: 0"))),
  THROTTLING(
      "429 to all, for an hour",
      (exchange, out) ->
          out.write(new Answer(429, "").bytes("Retry-After: 3600\r\nContent-Length: 0"))),
  CLOCK_OF_SITE(
      "429 until a year that is far off by the clock of the site",
      (exchange, out) ->
          out.write(
              new Answer(429, "")
                  .bytes(
                      "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n"
                          + "Retry-After: Fri, 31 Dec 2099 23:59:59 GMT\r\nContent-Length: 0"))),
  OUTPUT_FULL("the result goes to a full disk"),
  DISK_FULL("no file can grow"),
  READ_ONLY("the clone cannot be written to"),
  CLOCK_BEHIND("the clock of this machine is twenty years behind"),
  CLOCK_AHEAD("the clock of this machine is twenty years ahead"),
  SIGTERM("the process is asked to end while it reads"),
  SIGKILL("the process is killed while it reads"),
  SIGTERM_WRITING("the process is asked to end while it writes"),
  SIGKILL_WRITING("the process is killed while it writes"),
  GIT_DROPS("the Git remote dies in a push", "kill -9 $PPID"),
  GIT_SLOW("the Git remote takes seconds", "sleep 3"),
  GIT_FULL("the disk of the Git remote is full", "echo 'No space left on device' >&2; exit 1");

  private final String words;

  @SuppressWarnings("ImmutableEnumChecker") // Its lambdas capture nothing.
  private final Optional<Answering> answering;

  private final Optional<String> hook;

  Fault(String words, Answering answering) {
    this.words = words;
    this.answering = Optional.of(answering);
    this.hook = Optional.empty();
  }

  Fault(String words, String hook) {
    this.words = words;
    this.answering = Optional.empty();
    this.hook = Optional.of(hook);
  }

  Fault(String words) {
    this.words = words;
    this.answering = Optional.empty();
    this.hook = Optional.empty();
  }

  String words() {
    return words;
  }

  boolean isOfSite() {
    return answering.isPresent();
  }

  boolean isSignal() {
    return name().startsWith("SIG");
  }

  /** Whether the signal comes with a write, to the site or to Git, and not with a read. */
  boolean isWriting() {
    return name().endsWith("WRITING");
  }

  /** The name of the signal, as {@code kill} takes it. */
  String signal() {
    return name().startsWith("SIGKILL") ? "KILL" : "TERM";
  }

  /** Without {@code faketime}, no clock of this machine is wrong. */
  void assumePossible() {
    boolean isOfClock = this == CLOCK_BEHIND || this == CLOCK_AHEAD;
    assumeThat(!isOfClock || Files.exists(Path.of("/usr/bin/faketime"))).isTrue();
  }

  /** What the Git remote does when it is pushed to. */
  Optional<String> hook() {
    return hook;
  }

  Answering answering() {
    return answering.orElseThrow();
  }

  /** {@code java} under this fault. */
  List<String> command(Path root, List<String> java) throws IOException {
    List<String> command = new ArrayList<>();
    if (this == DISK_FULL) {
      command.addAll(List.of("bash", "-c", "ulimit -f 1; exec \"$@\"", "bash"));
    } else if (this == READ_ONLY) {
      command.addAll(readOnly(root));
    } else if (this == CLOCK_BEHIND) {
      command.addAll(List.of("faketime", "-f", "-20y"));
    } else if (this == CLOCK_AHEAD) {
      command.addAll(List.of("faketime", "-f", "+20y"));
    }
    command.addAll(java);
    return command;
  }

  /** A mode stops everybody but root, whom a mount stops. */
  private static List<String> readOnly(Path root) throws IOException {
    boolean isRoot = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    String script =
        isRoot
            ? "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" && cd \"$0\" && exec"
                + " \"$@\""
            : "chmod -R a-w \"$0\"; \"$@\"; code=$?; chmod -R u+w \"$0\"; exit $code";
    List<String> command = new ArrayList<>(isRoot ? List.of("unshare", "-m") : List.of());
    command.addAll(List.of("sh", "-c", script, root.toString()));
    return command;
  }

  private static void pause(long milliseconds) {
    try {
      TimeUnit.MILLISECONDS.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("stopped", e));
    }
  }
}
