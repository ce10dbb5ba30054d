package dev.rulekeeper.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that prints the secret map, such as a password manager. It is started without a shell,
 * gets none of our own secrets, and what it prints stays in memory; what it complains of is not
 * shown, since it may quote a value.
 */
record SecretProgram(List<String> words, Duration patience) {
  private static final int LARGEST = 8 << 20;

  /**
   * Splits {@code command} at spaces; quotes and a backslash keep them, as in a shell, and nothing
   * else means anything.
   *
   * @throws CliException if a quote does not end, or there is no word
   */
  static SecretProgram parse(String command, Duration patience) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int at = 0; at < command.length(); at++) {
      char letter = command.charAt(at);
      boolean escape = letter == '\\' && quote != '\'' && at + 1 < command.length();
      if (escape) {
        at++;
        word.append(command.charAt(at));
        inWord = true;
      } else if (quote == 0 && (letter == '\'' || letter == '"')) {
        quote = letter;
        inWord = true;
      } else if (letter == quote) {
        quote = 0;
      } else if (quote == 0 && Character.isWhitespace(letter)) {
        if (inWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
      } else {
        word.append(letter);
        inWord = true;
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    if (quote != 0 || words.isEmpty()) {
      throw new CliException(
          ExitCode.USAGE,
          "--secrets-command is no command" + (quote == 0 ? "" : ": a quote does not end"),
          "write it like --secrets-command 'vault kv get -field=map secret/rulekeeper'; for pipes"
              + " and variables write sh -c '…'");
    }
    return new SecretProgram(List.copyOf(words), patience);
  }

  /**
   * What the program prints.
   *
   * @throws CliException if it cannot be started, fails, prints nothing, or takes too long
   */
  String output(Map<String, String> environment, Path directory) {
    Process process = start(environment, directory);
    try {
      process.getOutputStream().close();
      CompletableFuture<byte[]> printed =
          CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
      byte[] bytes = printed.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TimeoutException();
      }
      if (process.exitValue() != 0) {
        throw failed("ended with " + process.exitValue());
      }
      if (bytes.length == 0 || bytes.length > LARGEST) {
        throw failed(bytes.length == 0 ? "printed nothing" : "printed too much");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (TimeoutException e) {
      throw failed("took longer than " + patience.toSeconds() + " s");
    } catch (ExecutionException | IOException e) {
      throw failed("cannot be read");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Process start(Map<String, String> environment, Path directory) {
    ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
    Map<String, String> own = new TreeMap<>(environment);
    own.keySet().removeIf(name -> name.startsWith("RULEKEEPER_") || name.startsWith("ATLASSIAN_"));
    builder.environment().clear();
    builder.environment().putAll(own);
    try {
      return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      throw failed("cannot be started");
    }
  }

  private static byte[] read(InputStream stream) {
    try {
      return stream.readNBytes(LARGEST + 1);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private CliException failed(String how) {
    return new CliException(
        ExitCode.FAILED,
        "the program " + words.get(0) + " of --secrets-command " + how,
        "run it by itself to see what it says; it must print the secret map as dotenv, YAML or"
            + " JSON");
  }

  /** Names the program and nothing that it was given. */
  @Override
  public String toString() {
    return "SecretProgram[" + words.get(0) + "]";
  }
}
