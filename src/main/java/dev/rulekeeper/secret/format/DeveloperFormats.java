package dev.rulekeeper.secret.format;

import static dev.rulekeeper.secret.format.TokenFormat.begins;
import static dev.rulekeeper.secret.format.TokenFormats.WORD;

import java.util.List;

/** Token forms of what developers use: source hosts, package registries, code checks. */
final class DeveloperFormats {
  static final List<TokenFormat> TABLE =
      List.of(
          begins(
              "github-token",
              "ghp_ gho_ ghu_ ghs_ ghr_",
              "gh[pousr]_[A-Za-z0-9]{20,255}",
              "ghp_EXAMPLEexample0123456789EXAMPLEexamp",
              "docs.github.com/authentication"),
          begins(
              "github-app-token",
              "ghs_",
              "ghs_[0-9]{1,20}_" + WORD + "{10,2048}(?:\\." + WORD + "{4,4096}){2}",
              "ghs_12345_eyJhbGciOiJub25lIn0.eyJleGFtcGxlIjoxfQ.ZXhhbXBsZQ",
              "docs.github.com/apps"),
          begins(
              "github-fine-grained-token",
              "github_pat_",
              "github_pat_[A-Za-z0-9_]{30,255}",
              "github_pat_11EXAMPLE0example0123_EXAMPLEexample0123456789EXAMPLEexample0123456789",
              "docs.github.com/authentication"),
          begins(
              "gitlab-token",
              "glpat- gldt- glrt- glcbt- glptt- glft- glimt- glagent- gloas- glsoat- glffct- glwt-",
              "gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct|wt)-"
                  + WORD
                  + "{16,320}(?:\\.[0-9a-z]{2}\\.[0-9a-z]{7,12}|\\.[0-9a-z]{7,12})?",
              "glpat-EXAMPLEexample012345",
              "docs.gitlab.com/security/tokens"),
          begins(
              "npm-token",
              "npm_",
              "npm_[A-Za-z0-9]{30,64}",
              "npm_EXAMPLEexample0123456789EXAMPLEexamp",
              "docs.npmjs.com/about-access-tokens"),
          begins(
              "pypi-token",
              "pypi-",
              "pypi-" + WORD + "{40,512}",
              "pypi-AgEIcHlwaS5vcmcEXAMPLEexample0123456789EXAMPLEexample",
              "pypi.org/help"),
          begins(
              "rubygems-key",
              "rubygems_",
              "rubygems_[0-9a-f]{40,64}",
              "rubygems_0123456789abcdef0123456789abcdef0123456789abcdef",
              "guides.rubygems.org"),
          begins(
              "postman-key",
              "PMAK-",
              "PMAK-[0-9a-f]{24}-[0-9a-f]{34}",
              "PMAK-0123456789abcdef01234567-0123456789abcdef0123456789abcdef01",
              "learning.postman.com"),
          begins(
              "docker-token",
              "dckr_pat_ dckr_oat_",
              "dckr_[po]at_" + WORD + "{20,64}",
              "dckr_pat_EXAMPLEexample0123456789012",
              "docs.docker.com/security/access-tokens"),
          begins(
              "sentry-token",
              "sntrys_ sntryu_",
              "sntry[su]_[A-Za-z0-9+/=_-]{40,400}",
              "sntryu_0123456789abcdef0123456789abcdef0123456789abcdef",
              "docs.sentry.io"),
          begins(
              "sonar-token",
              "sqp_ sqa_ squ_",
              "sq[pau]_[0-9a-f]{40}",
              "squ_0123456789abcdef0123456789abcdef01234567",
              "docs.sonarsource.com"),
          begins(
              "artifactory-key",
              "AKCp cmVmdGtu",
              "(?:AKCp[A-Za-z0-9]{60,80}|cmVmdGtu[A-Za-z0-9]{50,80})",
              "AKCp8EXAMPLEexample0123456789EXAMPLEexample0123456789EXAMPLEexample012345",
              "jfrog.com/help"),
          begins(
              "buildkite-token",
              "bkua_ bkaj_",
              "bk(?:ua|aj)_[0-9a-zA-Z]{30,64}",
              "bkua_0123456789abcdef0123456789abcdef01234567",
              "buildkite.com/docs/apis"));

  private DeveloperFormats() {}
}
