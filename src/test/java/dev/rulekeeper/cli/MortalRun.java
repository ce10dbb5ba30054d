package dev.rulekeeper.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A run that dies while it works, as near to {@code kill -9} as one process can show it to itself:
 * from the moment of death on nothing more is said and no request is begun, and the lock and the
 * marks that a killed process leaves are put back.
 */
final class MortalRun {
  private final Path gitFolder;
  private final int requests;
  private final boolean dieBeforeResult;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private int answered;
  private boolean dead;
  private Map<Path, byte[]> left = Map.of();

  /** What ends the run; no code of the run catches an error. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed", null, false, false);
    }
  }

  private MortalRun(Path gitFolder, int requests, boolean dieBeforeResult) {
    this.gitFolder = gitFolder;
    this.requests = requests;
    this.dieBeforeResult = dieBeforeResult;
  }

  /**
   * Runs a command that dies after the answer to its {@code requests}-th request, or before it
   * prints its result; it may end before that.
   *
   * @return what it said until then, with exit code -1 if it died
   */
  static CommandRun of(
      SandboxRepository repository, int requests, boolean beforeResult, String... arguments) {
    MortalRun run = new MortalRun(repository.root().resolve(".git"), requests, beforeResult);
    String[] all = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "-v";
    int exit;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      exit =
          Main.run(
              repository.environment(),
              repository.root(),
              new StandardStreams(
                  new ByteArrayInputStream(new byte[0]),
                  run.new Guarded(out, beforeResult),
                  run.new Guarded(run.said, false),
                  false),
              all);
    } catch (Killed e) {
      exit = -1;
    }
    if (run.dead) {
      run.restore();
      exit = -1;
    }
    return new CommandRun(
        exit, out.toString(StandardCharsets.UTF_8), run.said.toString(StandardCharsets.UTF_8));
  }

  private synchronized void heard(String text) {
    if (dead) {
      throw new Killed();
    }
    if (text.endsWith(" ms\n")) {
      answered++;
      if (!dieBeforeResult && answered >= requests) {
        die();
      }
    }
  }

  private void die() {
    left = refs();
    dead = true;
    throw new Killed();
  }

  /** The loose refs of rulekeeper, of which the lock is one. */
  private Map<Path, byte[]> refs() {
    Path folder = gitFolder.resolve("refs/rulekeeper");
    if (!Files.exists(folder)) {
      return Map.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      Map<Path, byte[]> content = new java.util.HashMap<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(file, Files.readAllBytes(file));
      }
      return content;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void restore() {
    left.forEach(
        (file, content) -> {
          try {
            Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
            Files.write(file, content);
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }

  /** A stream that the dead cannot write to. */
  private final class Guarded extends OutputStream {
    private final OutputStream target;
    private final boolean deadly;

    Guarded(OutputStream target, boolean deadly) {
      this.target = target;
      this.deadly = deadly;
    }

    @Override
    public void write(int b) throws java.io.IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws java.io.IOException {
      synchronized (MortalRun.this) {
        if (deadly && !dead) {
          die();
        }
        heard(new String(bytes, offset, length, StandardCharsets.UTF_8));
        target.write(bytes, offset, length);
      }
    }
  }
}
