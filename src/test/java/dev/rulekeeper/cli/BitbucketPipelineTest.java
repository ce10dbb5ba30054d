package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The pipeline that init writes for Bitbucket. */
final class BitbucketPipelineTest extends PipelineTest<BitbucketForge> {
  @Override
  BitbucketForge forge(Path folder) throws IOException {
    return new BitbucketForge(folder);
  }

  @Test
  void a_fork_without_credentials_is_checked_and_not_planned() throws IOException {
    edit(first(), "name", "Renamed in a fork");
    Path clone = pullRequest();
    forge().check(clone).endedWith(0);
    assertThat(forge().planOfFork(clone).endedWith(0).said()).contains("nothing is planned");
    assertThat(forge().notes()).isEmpty();
  }
}
