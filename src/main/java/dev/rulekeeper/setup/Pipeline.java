package dev.rulekeeper.setup;

import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.Configuration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The pipeline of a rule repository on one of the hosts of Git repositories. */
public enum Pipeline {
  /** GitHub Actions. */
  GITHUB(".github/workflows/rulekeeper.yml"),
  /** GitLab CI/CD. */
  GITLAB(".gitlab-ci.yml"),
  /** Bitbucket Pipelines. */
  BITBUCKET("bitbucket-pipelines.yml");

  private static final String RESOURCES = "dev/rulekeeper/pipeline/";
  private static final String SHA256 = "#sha256=";
  private final String path;

  Pipeline(String path) {
    this.path = path;
  }

  /** Where the host expects it, relative to the root of the Git repository. */
  public String path() {
    return path;
  }

  /** Where a pipeline gets rulekeeper from. */
  public sealed interface Program {
    /**
     * A release of the project: its action on GitHub, its image elsewhere.
     *
     * @param version its number
     */
    record Release(String version) implements Program {
      /**
       * Takes its number, without the v.
       *
       * @throws IllegalArgumentException if it is none
       */
      public Release {
        if (!version.matches("\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?")) {
          throw new IllegalArgumentException("not the number of a release, such as 0.1.0");
        }
      }
    }

    /**
     * A jar that somebody keeps.
     *
     * @param url of the jar
     * @param sha256 of the jar, 64 hexadecimal digits
     */
    record Jar(String url, String sha256) implements Program {
      /**
       * Reads {@code https://…/rulekeeper.jar#sha256=DIGITS}.
       *
       * @throws IllegalArgumentException if it is not of that form
       */
      public static Jar of(String text) {
        if (!text.matches("https://[^\\s\"'#]+" + SHA256 + "[0-9a-f]{64}")) {
          throw new IllegalArgumentException("not https://…/rulekeeper.jar#sha256=<64 digits>");
        }
        int end = text.indexOf(SHA256);
        return new Jar(text.substring(0, end), text.substring(end + SHA256.length()));
      }
    }
  }

  /**
   * Its text.
   *
   * @param branch the default branch
   */
  public String text(Collection<Configuration.Site> sites, String branch, Program program) {
    return resource(host() + ".yml")
        .replace("@BRANCH@", branch)
        .replace("@PROGRAM@\n", installation(program))
        .replace("@ENVIRONMENT@", environment(program))
        .replace("@IMAGE@", image(program))
        .replace("@SITES@", matrix(sites));
  }

  private String host() {
    return name().toLowerCase(Locale.ROOT);
  }

  private String installation(Program program) {
    if (program instanceof Program.Release release) {
      return resource(host() + "-release.yml").replace("@VERSION@", release.version());
    }
    Program.Jar jar = (Program.Jar) program;
    return resource(host() + "-jar.yml")
        .replace("@URL@", jar.url())
        .replace("@SHA256@", jar.sha256());
  }

  /** The variables of the whole GitHub workflow. */
  private static String environment(Program program) {
    return program instanceof Program.Jar jar
        ? "env:\n  RULEKEEPER_JAR: \"%s\"\n  RULEKEEPER_SHA256: \"%s\"\n\n"
            .formatted(jar.url(), jar.sha256())
        : "";
  }

  private static String image(Program program) {
    return program instanceof Program.Release release
        ? "ghcr.io/rulekeeper/rulekeeper:" + release.version()
        : "eclipse-temurin:17-jdk";
  }

  private String matrix(Collection<Configuration.Site> sites) {
    return switch (this) {
      case GITHUB ->
          lines(sites, s -> "          - {site: %s, url: \"%s\"}".formatted(s.name(), s.url()));
      case GITLAB ->
          lines(sites, s -> "      - {SITE: %s, SITE_URL: \"%s\"}".formatted(s.name(), s.url()));
      case BITBUCKET ->
          lines(sites, Pipeline::exported)
              + "\n        SITES='"
              + sites.stream().map(s -> s.name().value()).collect(Collectors.joining(" "))
              + "'";
    };
  }

  private static String exported(Configuration.Site site) {
    return "        export RULEKEEPER_SITE_URL_%s='%s'".formatted(suffix(site.name()), site.url());
  }

  private static String lines(
      Collection<Configuration.Site> sites, Function<Configuration.Site, String> line) {
    return sites.stream().map(line).collect(Collectors.joining("\n"));
  }

  private static String suffix(SiteName site) {
    return site.value().toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }

  /** What a person has to set up on the host, one sentence each. */
  public List<String> checklist(Collection<Configuration.Site> sites, String branch) {
    return resource(host() + "-checklist.txt")
        .replace("@BRANCH@", branch)
        .replace(
            "@SITES@", sites.stream().map(s -> s.name().value()).collect(Collectors.joining(", ")))
        .lines()
        .toList();
  }

  private static String resource(String name) {
    try (InputStream in = Pipeline.class.getClassLoader().getResourceAsStream(RESOURCES + name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its pipeline " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the pipeline " + name, e);
    }
  }
}
