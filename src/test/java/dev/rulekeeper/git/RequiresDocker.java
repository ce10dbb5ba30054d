package dev.rulekeeper.git;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Skips tests with a message where there is no Docker, unless {@code RULEKEEPER_REQUIRE_DOCKER} is
 * set: then they run and fail.
 */
final class RequiresDocker implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (System.getenv("RULEKEEPER_REQUIRE_DOCKER") != null
        || DockerClientFactory.instance().isDockerAvailable()) {
      return ConditionEvaluationResult.enabled("Docker is needed");
    }
    return ConditionEvaluationResult.disabled(
        "no Docker here, so nothing is tested against real Git servers; .ci/docker gets it");
  }
}
