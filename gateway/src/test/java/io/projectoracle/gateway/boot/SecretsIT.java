package io.projectoracle.gateway.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.projectoracle.contract.QueryIds;
import io.projectoracle.contract.Topics;
import io.projectoracle.gateway.testkit.CapturedOutput;
import io.projectoracle.gateway.testkit.Door;
import io.projectoracle.gateway.testkit.EventStream;
import io.projectoracle.gateway.testkit.StandInWorker;
import io.projectoracle.gateway.testkit.TestBroker;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Keys, their hashes, prompts and answers are nobody's business but their owner's. */
@Isolated("looks at the output of this JVM")
class SecretsIT {
  private static final String WRONG_KEY = "a-wrong-key-of-the-test-77aa12";
  private static final String PROMPT = "a prompt of the test 5c1f";

  private final Topics topics = TestBroker.newTopics();

  @Test
  void nothingTellsKeysOrContents() {
    var told = new StringBuilder();
    String content;
    try (var output = new CapturedOutput();
        var worker = new StandInWorker(TestBroker.servers(), topics)) {
      try (RunningGateway gateway =
          RunningGateway.start(topics, "--logging.level.io.projectoracle=DEBUG")) {
        content = useEverything(gateway, worker, told);
        for (String path :
            List.of("", "/health", "/prometheus", "/env", "/configprops", "/beans")) {
          told.append(gateway.management("/actuator" + path).body());
        }
      }
      told.append(output.text());
    }

    assertThat(told)
        .contains("answers are followed", "oracle_gateway_submissions_total", "unauthorised")
        .doesNotContainIgnoringCase(RunningGateway.ACME_KEY)
        .doesNotContainIgnoringCase(RunningGateway.sha256(RunningGateway.ACME_KEY))
        .doesNotContainIgnoringCase(RunningGateway.sha256(RunningGateway.GLOBEX_KEY))
        .doesNotContainIgnoringCase(WRONG_KEY)
        .doesNotContainIgnoringCase(RunningGateway.sha256(WRONG_KEY))
        .doesNotContain(PROMPT)
        .doesNotContain(content);
  }

  @Test
  void aKeyInThePlaceOfItsHashIsNotPrinted() {
    String told;
    try (var output = new CapturedOutput()) {
      assertThatThrownBy(
              () ->
                  RunningGateway.startUnready(
                      TestBroker.servers(),
                      topics,
                      "--oracle.gateway.keys.other.tenant=acme",
                      "--oracle.gateway.keys.other.sha256=" + WRONG_KEY))
          .rootCause()
          .hasMessageContaining("oracle.gateway.keys.other.sha256 must be")
          .hasMessageNotContaining(WRONG_KEY);
      told = output.text();
    }

    assertThat(told).contains("oracle.gateway.keys.other.sha256").doesNotContain(WRONG_KEY);
  }

  /** What the answer said. */
  private static String useEverything(
      RunningGateway gateway, StandInWorker worker, StringBuilder told) {
    Door acme = gateway.acme();
    String id;
    try (EventStream stream = acme.stream()) {
      id = acme.submit(PROMPT);
      worker.answer(worker.take(id));
      assertThat(stream.await(1).events()).hasSize(1);
    }
    assertThat(acme.get("/v1/queries/" + id + "?wait=20s").statusCode()).isEqualTo(200);
    acme.delete("/v1/queries/" + id);
    refused(
        told,
        acme.submitJson("{\"agent\":\"technical\",\"prompt\":\"" + PROMPT),
        acme.submitJson("{\"agent\":\"technical\",\"prompt\":[\"" + PROMPT + "\"]}"),
        acme.submitJson("{\"id\":\"" + id + "\",\"agent\":\"technical\",\"prompt\":\"Other\"}"),
        acme.post("/v1/queries", "text/plain", PROMPT),
        acme.post("/v1/queries:batch", "application/json", PROMPT),
        acme.get("/v1/queries/" + QueryIds.next()),
        gateway.globex().get("/v1/queries/" + id),
        gateway.withKey(WRONG_KEY).get("/v1/queries/" + id),
        gateway.withKey(WRONG_KEY).submitJson(PROMPT),
        acme.checked(acme.request("/v1/answers").header("Last-Event-ID", PROMPT)));
    return StandInWorker.contentFor(id);
  }

  @SafeVarargs
  private static void refused(StringBuilder told, HttpResponse<String>... responses) {
    for (HttpResponse<String> response : responses) {
      assertThat(response.statusCode()).isBetween(400, 499);
      told.append(response.body()).append(response.headers().map());
    }
  }
}
