package dev.rulekeeper.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Draws;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoopbackTest {
  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.255.255.255", "[::1]"})
  void this_machine_is_loopback(String host) {
    assertThat(Loopback.isHost(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.999.999.999",
        "127.0.0.256",
        "127.0.0.01",
        "127.1",
        "128.0.0.1",
        "0.0.0.0",
        "2130706433",
        "0x7f.0.0.1",
        "127.0.0.1.",
        "[::2]",
        "[::ffff:127.0.0.1]",
        "１27.0.0.1"
      })
  void anything_else_is_another_host(String host) {
    assertThat(Loopback.isHost(host)).isFalse();
  }

  @Property(seed = Draws.SEED, tries = 200)
  void every_address_of_127_8_is_loopback(
      @ForAll @IntRange(max = 255) int b,
      @ForAll @IntRange(max = 255) int c,
      @ForAll @IntRange(max = 255) int d) {
    assertThat(Loopback.isHost("127." + b + "." + c + "." + d)).isTrue();
  }
}
