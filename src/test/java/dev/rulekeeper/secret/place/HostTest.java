package dev.rulekeeper.secret.place;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {
  @ParameterizedTest
  @CsvSource({
    "https://api.example.com, api.example.com",
    "https://api.example.com/x?y=1#z, api.example.com",
    "HTTPS://API.Example.COM:8443/x, api.example.com",
    "http://localhost:8080/, localhost",
    "https://127.0.0.1:9/x, 127.0.0.1",
    "https://[::1]:9/x, [::1]",
    "https://api.example.com./x, api.example.com",
    "https://xn--bcher-kva.example/x, xn--bcher-kva.example",
    "https://good.com@evil.com/, evil.com",
    "https://good.com.evil.com/, good.com.evil.com",
    "https://good.com/?@evil.com/, good.com",
    "https://evil.com@good.com/x, good.com",
    "https://user:pass@good.com/x, good.com",
    "https://bot%40acme.com:pass@good.com/x, good.com",
    "https://bot:<<secret:x>>@good.com/x, good.com",
    "https://bot:<<#urlencode>><<secret:x>><</urlencode>>@good.com/x, good.com",
    "https://good.com/{{issue.key}}, good.com",
    "https://good.com?x={{issue.key}}, good.com",
    "https://good.com/<<secret:x>>, good.com",
    "' https://good.com/x ', good.com"
  })
  void a_plain_address_names_its_host(String address, String host) {
    assertThat(Host.of(address)).isEqualTo(host);
  }

  @ParameterizedTest
  @CsvSource({
    "http://api.example.com/x, http://api.example.com",
    "' HTTP://API.example.com:80/x', http://api.example.com",
    "https://api.example.com/http://x, api.example.com",
    "http://user:pass@api.example.com, http://api.example.com",
    "http://localhost:8080/, localhost",
    "http://127.0.0.1/, 127.0.0.1",
    "http://[::1]:9/x, [::1]",
    "http://{{host}}/, ?",
    "'', ''"
  })
  void what_is_not_encrypted_goes_to_another_destination(String address, String destination) {
    assertThat(Host.destination(address)).isEqualTo(destination);
    assertThat(Host.name(destination)).isEqualTo(Host.of(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://{{host}}/x",
        "https://{{host}}.example.com/x",
        "https://good.com{{path}}",
        "https://good.com:{{port}}/x",
        "https://{{user}}@good.com/x",
        "https://<<var:user>>@good.com/x",
        "https://<<var:host>>/x",
        "https://<<secret:url>>",
        "<<secret:whole-url>>",
        "https://<<secret:x>>.evil.com/",
        "{{url}}",
        "good.com/x",
        "//good.com/x",
        "https:/good.com",
        "https:good.com",
        "ftp://good.com/",
        "javascript:alert(1)//good.com",
        "https://good.com\\@evil.com/",
        "https://good.com\\.evil.com/",
        "https://evil.com\\/good.com",
        "https://good.com\t.evil.com/",
        "https://good.com\n.evil.com/",
        "https://good.com .evil.com/",
        "https://a@b@good.com/",
        "https://good.com%2eevil.com/",
        "https://evil.com%2F@good.com/",
        "https://evil.com%5c@good.com/",
        "https://evil.com%23@good.com/",
        "https://gооd.com/",
        "https://ｇood.com/",
        "https://good。com/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://1.2.3/",
        "https:///x",
        "https://@/x",
        "https://.com/",
        "https://good..com/",
        "https://good.com:x/",
        "https://[::1/x",
        "https://{{a/x",
        "https://good.com?@evil.com/",
        "https://good.com#@evil.com/"
      })
  void whatever_is_odd_names_no_host(String address) {
    assertThat(Host.of(address)).isEqualTo("?");
  }

  @Test
  void nothing_is_sent_to_no_address() {
    assertThat(Host.of("  ")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "api.acme.com, api.acme.com, true",
    "api.acme.com, evil.api.acme.com, false",
    "*.acme.com, api.acme.com, true",
    "*.acme.com, a.b.acme.com, true",
    "*.acme.com, acme.com, false",
    "*.acme.com, .acme.com, false",
    "*.acme.com, evilacme.com, false",
    "*.acme.com, acme.com.evil.com, false"
  })
  void a_star_stands_for_one_label_or_more(String pattern, String host, boolean matches) {
    assertThat(HostPattern.matches(pattern, host)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "*.",
        "https://a.com",
        "a.com/x",
        "a.com:443",
        "a b",
        "*a.com",
        "a.*.com",
        "?",
        "-a.com",
        "a..com",
        "bücher.example",
        "{{host}}",
        "a.com."
      })
  void other_texts_are_no_patterns(String pattern) {
    assertThat(HostPattern.isValid(pattern)).isFalse();
  }
}
