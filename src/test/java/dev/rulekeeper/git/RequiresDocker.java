package dev.rulekeeper.git;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Skips tests with a message where there is no Docker, unless {@code RULEKEEPER_REQUIRE_DOCKER} is
 * set: then they run and fail. {@code RULEKEEPER_DOCKER=none} skips them in any case.
 */
public final class RequiresDocker implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if ("none".equals(System.getenv("RULEKEEPER_DOCKER"))) {
      return ConditionEvaluationResult.disabled("RULEKEEPER_DOCKER says none");
    }
    if (System.getenv("RULEKEEPER_REQUIRE_DOCKER") != null
        || DockerClientFactory.instance().isDockerAvailable()) {
      return ConditionEvaluationResult.enabled("Docker is needed");
    }
    return ConditionEvaluationResult.disabled(
        "no Docker here, so nothing is tested in containers; .ci/docker gets it");
  }
}
