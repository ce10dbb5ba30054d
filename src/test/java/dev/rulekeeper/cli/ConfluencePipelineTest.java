package dev.rulekeeper.cli;

import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;

/** The same pipeline on a site of Confluence, whose rules belong to spaces. */
final class ConfluencePipelineTest extends PipelineTest<GithubForge> {
  @Override
  GithubForge forge(Path folder) throws IOException {
    return new GithubForge(folder);
  }

  @Override
  SandboxRepository begin(Sandbox furnished, Path below) {
    String space = "ari:cloud:confluence:" + furnished.cloudId() + ":space/196611";
    furnished
        .rules()
        .forEach(
            envelope ->
                furnished.edit(
                    envelope.path("rule").path("uuid").asText(),
                    rule -> {
                      rule.putArray("ruleScopeARIs").add(space);
                      rule.set(
                          "trigger",
                          ExactJson.read(
                              """
                              {"component": "TRIGGER", "schemaVersion": 1, "children": [],
                               "conditions": [], "type": "confluence.page-published.trigger",
                               "value": {}}
                              """));
                      return rule;
                    }));
    return SandboxRepository.init(furnished, below, "confluence");
  }

  @Override
  boolean tellsNames() {
    return false;
  }

  @Override
  void writeNew(String name) {
    author().run("new", name, "--from", first()).succeeded();
  }
}
