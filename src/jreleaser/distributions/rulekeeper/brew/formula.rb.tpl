class {{brewFormulaName}} < Formula
  desc "{{projectDescription}}"
  homepage "{{projectLinkHomepage}}"
  url "{{projectLinkHomepage}}/releases/download/{{tagName}}/rulekeeper-{{projectVersion}}-unix.tar.gz"
  sha256 "{{#f_checksum_sha256}}target/dist/rulekeeper-{{projectVersion}}-unix.tar.gz{{/f_checksum_sha256}}"
  license "{{projectLicense}}"

  depends_on "openjdk@{{distributionJavaVersion}}"

  def install
    libexec.install "bin", "lib", "share"
    man1.install_symlink Dir[libexec/"share/man/man1/*"]
    bash_completion.install_symlink libexec/"share/bash-completion/completions/{{distributionExecutableName}}"
    # Homebrew's Java is not on the PATH.
    (bin/"{{distributionExecutableName}}").write_env_script libexec/"bin/{{distributionExecutableUnix}}",
                                           Language::Java.overridable_java_home_env("{{distributionJavaVersion}}")
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/{{distributionExecutableName}} --version")
  end
end
