package dev.rulekeeper.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets a script call commands that run in this process: a stand-in on the script's path writes down
 * how it was called and asks the desk, which runs the command and writes down what came out. A
 * pipeline then costs no start of a JVM for each of its commands.
 */
final class CommandDesk implements HttpHandler {
  private final Command command;

  CommandDesk(Command command) {
    this.command = command;
  }

  /** A program, called by a script. */
  @FunctionalInterface
  interface Command {
    /** Runs it in {@code directory}. */
    CommandRun run(Map<String, String> environment, Path directory, String... arguments)
        throws IOException;
  }

  /** The stand-in for a program whose desk is at {@code url}; {@code curl} is the real one. */
  static String standIn(String curl, String url) {
    return """
    #!/bin/bash
    folder=$(mktemp -d)
    printf '%%s\\0' "$PWD" "$@" >"$folder/arguments"
    env -0 >"$folder/environment"
    '%s' --silent --show-error --fail --noproxy '*' --data-binary "$folder" '%s' || exit 99
    cat "$folder/out"
    cat "$folder/err" >&2
    code=$(<"$folder/exit")
    rm -r "$folder"
    exit "$code"
    """
        .formatted(curl, url);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Path folder =
          Path.of(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).strip());
      Map<String, String> environment = new HashMap<>();
      for (String variable : parts(folder.resolve("environment"))) {
        int equals = variable.indexOf('=');
        environment.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
      List<String> call = parts(folder.resolve("arguments"));
      CommandRun run =
          command.run(
              environment,
              Path.of(call.get(0)),
              call.subList(1, call.size()).toArray(String[]::new));
      Files.writeString(folder.resolve("out"), run.out());
      Files.writeString(folder.resolve("err"), run.err());
      Files.writeString(folder.resolve("exit"), Integer.toString(run.exit()));
      exchange.sendResponseHeaders(204, -1);
    } catch (IOException | RuntimeException | Error e) {
      e.printStackTrace();
      exchange.sendResponseHeaders(500, -1);
    }
  }

  private static List<String> parts(Path file) throws IOException {
    return List.of(Files.readString(file).split("\0", -1)).stream()
        .limit(Files.readString(file).chars().filter(c -> c == 0).count())
        .toList();
  }
}
