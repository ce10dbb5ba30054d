package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.guard.Redactor;
import dev.rulekeeper.secret.map.SecretMap;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What nobody caught is said without values too. */
class CrashTest {
  private static final String VALUE = "EXAMPLE-value-in-a-message-7Qm2";

  @Test
  void an_error_on_any_thread_is_redacted_with_its_causes() throws InterruptedException {
    Redactor redactor = new Redactor();
    redactor.learn(SecretMap.of(Map.of(new SecretName("ci"), SecretValue.of(VALUE))));
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Thread thread =
        new Thread(
            () -> {
              throw new AssertionError("got " + VALUE, new IllegalStateException(VALUE + "!"));
            });
    thread.setUncaughtExceptionHandler(
        Main.uncaught(redactor, new PrintStream(err, true, StandardCharsets.UTF_8)));
    thread.start();
    thread.join();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("AssertionError: got <<secret:ci>>")
        .contains("CrashTest")
        .doesNotContain(VALUE);
  }
}
