package dev.rulekeeper.cli;

import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxIntroduction;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves the built-in site. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    description = "Serves a site on this machine to try everything on, with a page in the browser.")
final class SandboxCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "The port on 127.0.0.1, 0 for any (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--rules",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many rules; 0 for the seed as it is.")
  private int rules;

  @Option(
      names = "--rule-bytes",
      paramLabel = "N",
      defaultValue = "0",
      description = "The least size of a rule as JSON; smaller ones are padded with text.")
  private int ruleBytes;

  @Option(
      names = "--seed",
      paramLabel = "FILE",
      description = "Rules to begin with: a UI export, one API body, or a list of either.")
  private @Nullable Path seed;

  @Option(
      names = "--random-seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Which site it is: every number is one of its own, with other ids of site, rules,"
              + " projects, fields, accounts and connections (default: ${DEFAULT-VALUE}).")
  private long randomSeed;

  @Option(
      names = "--latency-ms",
      paramLabel = "MS",
      defaultValue = "0",
      description = "The least time that an answer takes.")
  private int latency;

  @Option(
      names = "--rate-limit",
      paramLabel = "N",
      defaultValue = "0",
      description = "Requests a second that are allowed; 0 for no limit.")
  private int rateLimit;

  @Option(
      names = "--stale-ms",
      paramLabel = "MS",
      defaultValue = "0",
      description = "How long reads still show the old rule after a write.")
  private int stale;

  @Option(
      names = "--fault-percent",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many of a hundred requests go wrong.")
  private int faults;

  SandboxCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    var options =
        SandboxOptions.builder()
            .port(port)
            .rules(rules)
            .ruleBytes(ruleBytes)
            .randomSeed(randomSeed)
            .latencyMillis(latency)
            .rateLimitPerSecond(rateLimit)
            .staleMillis(stale)
            .faultPercent(faults);
    if (seed != null) {
      options.seedFile(console.directory().resolve(seed));
    }
    try (Sandbox sandbox = Sandbox.start(options.build())) {
      console.print(SandboxIntroduction.of(sandbox));
      new CountDownLatch(1).await();
    }
    return ExitCode.DONE.number();
  }
}
