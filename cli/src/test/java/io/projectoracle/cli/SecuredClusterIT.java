package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.cli.summary.FiguresSource;
import io.projectoracle.contract.QueryIds;
import io.projectoracle.contract.Status;
import io.projectoracle.contract.Topics;
import io.projectoracle.simulator.Simulator;
import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.simulator.ledger.Call;
import io.projectoracle.worker.OracleWorker;
import io.projectoracle.worker.boot.WorkerApplication;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** A cluster with TLS, SASL and an authorizer, whose grants are those of the README. */
@ResourceLock(TestInstallation.LOG) // Spring configures it anew.
class SecuredClusterIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration CHAOS_LIMIT = Duration.ofMinutes(10);
  private static final String TOMCAT = "Tomcat started on port (\\d+)";

  private static SecuredBroker broker;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    List<AclBinding> grants = ReadmeGrants.read();
    List<String> roles = grants.stream().map(ReadmeGrants::role).distinct().toList();
    broker = SecuredBroker.start(folder, roles);
    broker.grant(grants);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  static List<AclBinding> grants() throws Exception {
    return ReadmeGrants.read();
  }

  @Test
  void everyRoleGetsByWithItsGrantsAndTellsNobodyItsPassword(@TempDir Path folder)
      throws Exception {
    StringBuilder seen = new StringBuilder();
    seen.append(succeeds("operator", "topics", "create", "--partitions", "2", "--verbose"));
    try (var simulator =
        ChildProcess.oracle("simulator", "--port", "0", "--management-port", "0")) {
      String model = simulator.await("simulator started port=(\\d+)").group(1);
      try (var worker =
              ChildProcess.oracle(
                  "worker",
                  "--kafka-config=" + broker.clientFile("worker"),
                  "--endpoint=http://127.0.0.1:" + model + "/v1",
                  "--rate-limit=none",
                  "--management-port=0",
                  "--verbose",
                  "--",
                  "--logging.level.org.apache.kafka=INFO",
                  "--management.endpoints.web.exposure.include=*");
          var aggregator =
              ChildProcess.oracle(
                  "aggregator",
                  "--kafka-config=" + broker.clientFile("aggregator"),
                  "--folder=" + folder,
                  "--port=0",
                  "--verbose",
                  "--",
                  "--logging.level.org.apache.kafka=INFO",
                  "--management.endpoints.web.exposure.include=*")) {
        worker.await("partitions assigned partitions=\\[0");

        seen.append(succeeds("producer", "ask", "--agent", "onboarding", "Who goes there?"));
        seen.append(succeeds("producer", "answers"));
        seen.append(succeeds("resumer", "submit", oneQuery(folder), "--resume"));
        seen.append(succeeds("caretaker", "topics", "configure", "--verbose"));
        seen.append(succeeds("caretaker", "topics", "trim", "--older-than=0s"));
        seen.append(throughTheDoor());

        String figures = port(aggregator);
        awaitTheOneAnswer(URI.create("http://127.0.0.1:" + figures));
        seen.append(actuator(port(worker))).append(actuator(figures));
        seen.append(stop(worker)).append(stop(aggregator));
      }
    }
    assertThat(seen).contains("sasl.jaas.config"); // Where it would be seen, was looked.
    for (String secret : broker.secrets()) {
      assertThat(seen.indexOf(secret)).as(() -> around(seen, secret)).isNegative();
    }
  }

  /** Submits, and lets a door that was started later and the subscriber find the answer. */
  private static String throughTheDoor() throws Exception {
    var roles = new SecuredRoles(broker, Path.of(""));
    StringBuilder seen = new StringBuilder();
    String query;
    try (var gateway = gateway()) {
      String door = door(gateway);
      query = JsonMapper.shared().readTree(SecuredRoles.submit(door)).path("id").stringValue();
      seen.append(awaitOverHttp(door, query));
      seen.append(actuator(lastPort(gateway))).append(stop(gateway));
    }
    try (var gateway = gateway()) {
      String door = door(gateway);
      seen.append(awaitOverHttp(door, query));
      // A first search may take longer than the time that it is given.
      Awaitility.await()
          .atMost(LIMIT)
          .until(
              () -> SecuredRoles.get(door + "/v1/queries/" + QueryIds.next()),
              said -> said.contains("unknown-query"));
      seen.append(stop(gateway));
    }
    assertThat(roles.awaitAnswer(query).status()).isEqualTo(Status.ANSWERED);
    return seen.toString();
  }

  private static ChildProcess gateway() throws Exception {
    return ChildProcess.oracle(
        "gateway",
        "--kafka-config=" + broker.clientFile("gateway"),
        "--port=0",
        "--management-port=0",
        "--verbose",
        "--",
        "--logging.level.org.apache.kafka=INFO",
        "--management.endpoints.web.exposure.include=*");
  }

  private static String door(ChildProcess gateway) throws Exception {
    String door = "http://127.0.0.1:" + port(gateway);
    gateway.await("answers are followed");
    return door;
  }

  private static String awaitOverHttp(String door, String query) {
    return Awaitility.await()
        .atMost(LIMIT)
        .until(
            () -> SecuredRoles.get(door + "/v1/queries/" + query + "?wait=30s"),
            said -> said.contains("\"answered\""));
  }

  private static String actuator(String port) throws Exception {
    StringBuilder said = new StringBuilder();
    for (String path : List.of("prometheus", "health", "env", "configprops", "beans")) {
      said.append(SecuredRoles.get("http://127.0.0.1:" + port + "/actuator/" + path));
    }
    return said.toString();
  }

  private static String stop(ChildProcess process) throws Exception {
    process.signal("TERM");
    assertThat(process.exitCode()).as(process::output).isZero();
    return process.output();
  }

  @ParameterizedTest
  @MethodSource("grants")
  void noneOfTheGrantsCanBeLeftOut(AclBinding grant, @TempDir Path folder) throws Exception {
    String role = ReadmeGrants.role(grant);
    if (role.equals("operator")) {
      deleteTopics();
    } else {
      succeeds("operator", "topics", "create", "--partitions", "2");
    }
    broker.revoke(grant);
    try {
      var roles = new SecuredRoles(broker, folder);

      assertThat(roles.refusalOf(role)).containsPattern(refusal(grant));
    } finally {
      broker.grant(List.of(grant));
    }
  }

  /** Kafka tells such a user of no topic, and the door's producer goes on once it is granted. */
  @Test
  void aDoorThatMayWriteNothingSaysWhatItNeeds() throws Exception {
    List<AclBinding> grants =
        ReadmeGrants.read().stream()
            .filter(each -> ReadmeGrants.role(each).equals("gateway"))
            .filter(each -> each.entry().operation() == AclOperation.WRITE)
            .toList();
    succeeds("operator", "topics", "create", "--partitions", "2");
    for (AclBinding grant : grants) {
      broker.revoke(grant);
    }
    try (var door = new SecuredRoles(broker, Path.of("")).door()) {
      Awaitility.await()
          .atMost(LIMIT)
          .until(
              () -> SecuredRoles.submit(door.url()),
              said -> said.contains("must be allowed to Write topic 'oracle.queries'"));
      broker.grant(grants);

      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> SecuredRoles.submit(door.url()), said -> said.contains("\"accepted\""));
    } finally {
      broker.grant(grants);
    }
  }

  @Test
  void whatIsRefusedAtWorkIsKeptUntilItIsGrantedAndNotBoughtAgain(@TempDir Path folder)
      throws Exception {
    AclBinding grant =
        ReadmeGrants.read().stream()
            .filter(each -> each.pattern().name().equals(Topics.DEFAULT.answers()))
            .filter(each -> ReadmeGrants.role(each).equals("worker"))
            .findFirst()
            .orElseThrow();
    succeeds("operator", "topics", "create", "--partitions", "2");
    try (var simulator = Simulator.start(SimulatorSettings.builder().build());
        var running =
            WorkerApplication.start(
                new SecuredRoles(broker, folder).worker(simulator.endpoint().toString()))) {
      var engine = running.getBean(OracleWorker.class).engine();
      succeeds("producer", "ask", "--agent", "technical", "Before");
      broker.revoke(grant);
      CompletableFuture<String> asked =
          CompletableFuture.supplyAsync(
              () -> succeeds("producer", "ask", "--agent", "technical", "During"));

      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> engine.clusterProblem().orElse("").contains(Topics.DEFAULT.answers()));
      broker.grant(List.of(grant));

      asked.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      Awaitility.await().atMost(LIMIT).until(() -> engine.clusterProblem().isEmpty());
      assertThat(simulator.calls().snapshot())
          .extracting(Call::queryId)
          .hasSizeGreaterThanOrEqualTo(2)
          .doesNotHaveDuplicates();
    }
  }

  /** It makes topics of its own, which is more than any role may. */
  @Test
  void aRunOfItsOwnUsesTheCluster(@TempDir Path folder) throws Exception {
    Path answers = folder.resolve("answers.jsonl");

    succeeds("admin", "run", oneQuery(folder), "--output=" + answers);

    assertThat(Files.readString(answers)).contains("\"answered\"");
  }

  private static String oneQuery(Path folder) throws Exception {
    return Files.writeString(
            folder.resolve("queries.jsonl"), "{\"agent\":\"technical\",\"prompt\":\"Why?\"}\n")
        .toString();
  }

  @Tag("slow")
  @Test
  void chaosUsesTheCluster(@TempDir Path folder) throws Exception {
    try (var chaos =
        ChildProcess.oracle(
            "chaos",
            "--kafka-config=" + broker.clientFile("admin"),
            "--workers=2",
            "--rate=50",
            "--faults=roll",
            "--kill-every=3s",
            "--duration=8s",
            "--history=" + folder.resolve("history"))) {
      assertThat(chaos.exitCode(CHAOS_LIMIT)).as(chaos::output).isZero();
      assertThat(chaos.output()).contains("verdict      pass");
    }
  }

  /** What names the missing grant; of some kinds Kafka says no more than that it is missing. */
  private static String refusal(AclBinding grant) {
    return grant.pattern().resourceType() == ResourceType.TRANSACTIONAL_ID
        ? "(?i)transactional.?id.*authorization"
        : Pattern.quote(grant.pattern().name());
  }

  private static void deleteTopics() throws Exception {
    List<String> names = Topics.DEFAULT.setups().stream().map(Topics.Setup::name).toList();
    List<String> found = new ArrayList<>(broker.admin().listTopics().names().get());
    found.retainAll(names);
    broker.admin().deleteTopics(found).all().get();
  }

  private static String succeeds(String user, String... arguments) {
    Shell.Result result = as(user, arguments);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out() + result.err();
  }

  private static Shell.Result as(String user, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--kafka-config=" + broker.clientFile(user));
    return new Shell().run(all.toArray(String[]::new));
  }

  private static String around(CharSequence seen, String secret) {
    int at = seen.toString().indexOf(secret);
    return at < 0 ? "" : seen.subSequence(Math.max(0, at - 300), at).toString();
  }

  private static String port(ChildProcess process) throws InterruptedException {
    return process.await(TOMCAT).group(1);
  }

  /** That of health and metrics, where they have one of their own. */
  private static String lastPort(ChildProcess process) {
    return Pattern.compile(TOMCAT)
        .matcher(process.output())
        .results()
        .reduce((before, last) -> last)
        .orElseThrow()
        .group(1);
  }

  /** Nobody else asks this agent; of the other one the rest of this class leaves usage behind. */
  private static void awaitTheOneAnswer(URI aggregator) {
    var source = new FiguresSource(aggregator, LIMIT);
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(FiguresSource.parse(source.awaitJson(LIMIT, () -> {})).agents())
                    .filteredOn(row -> row.agent().equals("onboarding"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.figures().queries().answered()).isEqualTo(1)));
  }
}
