package dev.rulekeeper.atlassian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rulekeeper.json.ExactJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyGuardTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'rule':{'name':'<<secret:jira-bot>>'}}",
        "{'rule':{'components':[{'value':{'url':'https://x/?t=<< secret:a >>'}}]}}",
        "{'rule':{'description':'for <<var:site>>'}}",
        "{'rule':{'labels':['<<param:team>>']}}",
        "{'rule':{'x':'Basic <<#base64>>a:b<</base64>>'}}",
        "{'rule':{'x':'a<</urlencode>>'}}",
        "{'rule':{'x':{'<<var:key>>':1}}}",
        "{'connections':[{'targetConfigJson':'{\\\"k\\\":\\\"<<secret:k>>\\\"}'}]}"
      })
  void a_placeholder_is_not_sent(String body) {
    assertThat(refusal(body)).hasMessageContaining("still holds a placeholder at /");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'headers':[{'name':'Authorization','value':'***'}]}",
        "{'headers':[{'name':'Authorization','value':'Bearer ***'}]}",
        "{'headers':[{'name':'X','value':'Token token=***'}]}",
        "{'headers':[{'name':'X','value':{'keyOrValue':'******'}}]}",
        "{'webhookUrl':'***'}",
        "{'webhookUrl':'https://hooks.slack.com/services/***'}",
        "{'webhookToken':'***'}",
        "{'url':'https://ci.example.com/?token=***&page=2'}",
        "{'apiKey':'\u2022\u2022\u2022\u2022\u2022\u2022'}",
        "{'password':'***'}"
      })
  void a_mask_is_not_sent_in_place_of_a_secret(String value) {
    ApiException refusal = refusal("{'rule':{'components':[{'value':" + value + "}]}}");
    assertThat(refusal)
        .hasMessageStartingWith(
            "PUT /rule was not sent: its body holds a mask where a secret belongs at"
                + " /rule/components/0/value/")
        .hasMessageNotContaining("***");
    assertThat(refusal.kind()).isEqualTo(ApiException.Kind.UNSAFE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'customBody':'***'}",
        "{'message':'*** urgent ***'}",
        "{'headers':[{'name':'***','value':'text/***'}]}",
        "{'script':'cat <<EOF\\nsecret: yes\\nEOF'}",
        "{'math':'1 << 2, x <<var'}",
        "{'headers':[{'name':'Authorization','value':'Bearer {{token}}'}]}",
        "{'url':'https://ci.example.com/a?b=*'}",
        "{'value':null,'webhookToken':''}"
      })
  void anything_else_is_sent(String value) {
    assertThatCode(() -> guard("{'rule':{'components':[{'value':" + value + "}]}}"))
        .doesNotThrowAnyException();
  }

  private static ApiException refusal(String body) {
    return catchThrowableOfType(ApiException.class, () -> guard(body));
  }

  private static void guard(String body) {
    BodyGuard.require("PUT /rule", ExactJson.read(body.replace('\'', '"')));
  }
}
