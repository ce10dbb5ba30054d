package dev.rulekeeper.cli;

import dev.rulekeeper.setup.Pipeline;
import dev.rulekeeper.setup.PipelineChoice;
import dev.rulekeeper.workflow.RunningVersion;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which pipeline is to be written, and how. */
final class PipelineOptions {
  @Option(
      names = "--ci",
      paramLabel = "HOST",
      description =
          "Also write the pipeline for github, gitlab or bitbucket, and say what to set up there.")
  private @Nullable Pipeline pipeline;

  @Option(
      names = "--ci-jar",
      paramLabel = "URL#sha256=DIGITS",
      description =
          "Let the pipeline fetch rulekeeper.jar from there, with this checksum, instead of the"
              + " project's action or image.")
  private @Nullable String jar;

  @Option(
      names = "--ci-version",
      paramLabel = "VERSION",
      description = "The release that the pipeline uses (default: that of this program).")
  private @Nullable String version;

  @Option(
      names = "--ci-branch",
      paramLabel = "NAME",
      description = "The branch that is synced (default: the current one).")
  private @Nullable String branch;

  @Option(names = "--force", description = "Write the pipeline anew where there is one.")
  private boolean force;

  /** Where the pipeline goes, where one was asked for. */
  Optional<String> path() {
    return Optional.ofNullable(pipeline).map(Pipeline::path);
  }

  /** The pipeline that was asked for, if one was. */
  Optional<PipelineChoice> choice() {
    return Optional.ofNullable(pipeline)
        .map(wanted -> new PipelineChoice(wanted, program(), Optional.ofNullable(branch), force));
  }

  private Pipeline.Program program() {
    if (jar != null) {
      return of(
          "--ci-jar",
          "give the address of the jar and, after #sha256=, its checksum from sha256sum",
          Pipeline.Program.Jar::of,
          jar);
    }
    return of(
        version == null ? "the version of this program" : "--ci-version",
        "say which release the pipeline is to use with --ci-version, or use --ci-jar",
        Pipeline.Program.Release::new,
        version == null ? RunningVersion.number().replaceFirst("-SNAPSHOT$", "") : version);
  }

  private static Pipeline.Program of(
      String name, String hint, Function<String, Pipeline.Program> read, String text) {
    try {
      return read.apply(text);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, name + " is " + e.getMessage(), hint);
    }
  }
}
