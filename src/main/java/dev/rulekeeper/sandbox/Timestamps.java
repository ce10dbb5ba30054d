package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rulekeeper.sandbox.SandboxOptions.TimestampForm;
import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicLong;

/** Times as the API writes them; the time of a change is never given twice. */
final class Timestamps {
  private final TimestampForm form;
  private final AtomicLong last = new AtomicLong();

  Timestamps(TimestampForm form) {
    this.form = form;
  }

  /** Now, or a millisecond after the last time given, whichever is later; epoch milliseconds. */
  long next() {
    return last.updateAndGet(before -> Math.max(before + 1, System.currentTimeMillis()));
  }

  /** Epoch milliseconds as the API writes them: seconds with a fraction. */
  JsonNode write(long epochMillis) {
    BigDecimal seconds = BigDecimal.valueOf(epochMillis, 3);
    return form == TimestampForm.NUMBER
        ? DecimalNode.valueOf(seconds)
        : TextNode.valueOf(seconds.setScale(9).toPlainString());
  }
}
