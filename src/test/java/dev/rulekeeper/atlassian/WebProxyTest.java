package dev.rulekeeper.atlassian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebProxyTest {
  private static final URI SITE = URI.create("https://acme.atlassian.example/x");

  @Test
  void without_variables_the_way_is_direct() {
    assertThat(proxy(Map.of()).select(SITE)).containsExactly(Proxy.NO_PROXY);
  }

  @Test
  void the_variable_of_the_scheme_is_taken_in_both_cases_and_the_lower_one_goes_first() {
    assertThat(way(Map.of("HTTPS_PROXY", "http://upper.example:3128"))).contains("upper.example");
    assertThat(way(Map.of("https_proxy", "lower.example:3128"))).contains("lower.example");
    assertThat(
            way(
                Map.of(
                    "HTTPS_PROXY",
                    "http://upper.example:1",
                    "https_proxy",
                    "http://lower.example:2")))
        .contains("lower.example");
    assertThat(way(Map.of("ALL_PROXY", "http://all.example:1"))).contains("all.example");
    assertThat(way(Map.of("HTTP_PROXY", "http://plain.example:1"))).isEqualTo("DIRECT");
  }

  @Test
  void hosts_of_no_proxy_and_loopback_are_reached_without_it() {
    for (String list :
        List.of(
            "*",
            "acme.atlassian.example",
            "other, .atlassian.example",
            "atlassian.example",
            "*.atlassian.example")) {
      for (String name : List.of("NO_PROXY", "no_proxy")) {
        assertThat(way(Map.of("HTTPS_PROXY", "http://p.example:1", name, list)))
            .as(list)
            .isEqualTo("DIRECT");
      }
    }
    for (String list : List.of("lassian.example", "acme", "atlassian.example:8443")) {
      assertThat(way(Map.of("HTTPS_PROXY", "http://p.example:1", "NO_PROXY", list)))
          .as(list)
          .contains("p.example");
    }
    assertThat(
            proxy(Map.of("ALL_PROXY", "http://p.example:1"))
                .select(URI.create("http://127.0.0.1:8180/x")))
        .containsExactly(Proxy.NO_PROXY);
  }

  @Test
  void the_login_is_decoded_and_only_for_the_proxy() {
    WebProxy proxy = proxy(Map.of("HTTPS_PROXY", "http://bot:p%40ss+EXAMPLE@p.example:1"));
    assertThat(proxy.login(SITE)).contains("bot:p@ss+EXAMPLE");
    assertThat(proxy.login(URI.create("http://acme.example/"))).isEmpty();
  }

  @Test
  void a_proxy_that_cannot_be_used_is_told_without_its_password() {
    WebProxy proxy = proxy(Map.of("HTTPS_PROXY", "socks5://bot:hunter2EXAMPLE@p.example:1"));
    assertThatThrownBy(() -> proxy.select(SITE))
        .isInstanceOf(ApiException.class)
        .hasMessageNotContaining("hunter2EXAMPLE");
  }

  private static WebProxy proxy(Map<String, String> environment) {
    return new WebProxy(environment);
  }

  private static String way(Map<String, String> environment) {
    Proxy proxy = proxy(environment).select(SITE).get(0);
    return proxy.equals(Proxy.NO_PROXY) ? "DIRECT" : String.valueOf(proxy.address());
  }
}
