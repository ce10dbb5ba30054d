package dev.rulekeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.json.ExactJson;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;

/** What is written is what is read, to the byte. */
final class ExactnessTest {
  private @Nullable Sandbox started;

  @BeforeProperty
  void start() {
    started = Sandbox.start(SandboxOptions.builder().rules(1).build());
  }

  @AfterProperty
  void stop() {
    if (started != null) {
      started.close();
    }
  }

  @Property(seed = Draws.SEED, tries = 150)
  void a_value_reads_back_as_it_was_written(@ForAll("values") String value) {
    Sandbox sandbox = Objects.requireNonNull(started);
    ObjectNode envelope = sandbox.rules().get(0);
    ObjectNode step = (ObjectNode) envelope.at("/rule/components/0");
    step.put("type", "com.acme.app:step").set("value", ExactJson.read(value));
    String path = "rule/" + envelope.at("/rule/uuid").asText();
    Caller caller = Caller.of(sandbox);
    assertThat(caller.put(path, envelope).status()).isEqualTo(200);
    JsonNode read = caller.get(path).json().at("/rule/components/0/value");
    assertThat(ExactJson.write(read)).isEqualTo(value);
  }

  @Provide
  Arbitrary<String> values() {
    Arbitrary<String> texts =
        Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20),
                Arbitraries.of("no", "~", "1e3", "<<EOF\n", "a: b", " x ", "\u0085\u2028", "🤖"))
            .map(text -> ExactJson.write(ExactJson.object().textNode(text)));
    Arbitrary<String> others =
        Arbitraries.of("true", "null", "1.10", "9223372036854775808", "0", "-0.5", "1E+3");
    return Arbitraries.lazyOf(
        () -> texts,
        () -> others,
        () -> values().list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]"),
        () -> values().list().ofMaxSize(3).map(ExactnessTest::object));
  }

  private static String object(List<String> values) {
    ObjectNode object = ExactJson.object();
    values.forEach(value -> object.set("key" + object.size(), ExactJson.read(value)));
    return ExactJson.write(object);
  }
}
