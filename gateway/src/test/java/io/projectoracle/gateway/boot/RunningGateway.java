package io.projectoracle.gateway.boot;

import static org.awaitility.Awaitility.await;

import io.projectoracle.contract.Topics;
import io.projectoracle.gateway.answers.AnswerBoard;
import io.projectoracle.gateway.answers.AnswerTail;
import io.projectoracle.gateway.testkit.Door;
import io.projectoracle.gateway.testkit.TestBroker;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway as a process would run it, with two tenants. */
final class RunningGateway implements AutoCloseable {
  static final String ACME_KEY = "acme-key-of-the-test-3f9c1b7a5d2e8460";
  static final String GLOBEX_KEY = "globex-key-of-the-test-a8d4e6f20b1c9753";

  /** Each start sets up what the JVM has once: system properties, the logging system. */
  private static final Object ONE_AT_A_TIME = new Object();

  private static final String LOOK_UP_TIMEOUT = "--oracle.gateway.look-ups.timeout=";

  private final ConfigurableApplicationContext context;

  private RunningGateway(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static RunningGateway start(Topics topics, String... more) {
    return start(TestBroker.servers(), topics, more);
  }

  /** Returns when it is ready. */
  static RunningGateway start(String servers, Topics topics, String... more) {
    RunningGateway gateway = startUnready(servers, topics, more);
    await().atMost(TestBroker.TIMEOUT).until(gateway::isReady);
    return gateway;
  }

  static RunningGateway startUnready(String servers, Topics topics, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--oracle.gateway.keys.acme-1.tenant=acme");
    arguments.add("--oracle.gateway.keys.acme-1.sha256=" + sha256(ACME_KEY));
    arguments.add("--oracle.gateway.keys.globex-1.tenant=globex");
    arguments.add("--oracle.gateway.keys.globex-1.sha256=" + sha256(GLOBEX_KEY));
    arguments.addAll(List.of(more));
    return startWithoutKeys(servers, topics, arguments.toArray(String[]::new));
  }

  /** Open to this machine. */
  static RunningGateway startWithoutKeys(String servers, Topics topics, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--server.port=0");
    arguments.add("--management.server.port=0");
    arguments.add("--spring.kafka.bootstrap-servers=" + servers);
    arguments.add("--oracle.topics.prefix=" + topics.prefix());
    arguments.addAll(List.of(more));
    // A first search loads and connects, for which a busy machine may take longer than callers get.
    if (arguments.stream().noneMatch(it -> it.startsWith(LOOK_UP_TIMEOUT))) {
      arguments.add(LOOK_UP_TIMEOUT + "60s");
    }
    synchronized (ONE_AT_A_TIME) {
      return new RunningGateway(GatewayApplication.start(arguments.toArray(String[]::new)));
    }
  }

  Door acme() {
    return new Door(base(), ACME_KEY);
  }

  Door globex() {
    return new Door(base(), GLOBEX_KEY);
  }

  Door withKey(@Nullable String key) {
    return new Door(base(), key);
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + property("local.server.port"));
  }

  HttpResponse<String> management(String path) {
    URI uri = URI.create("http://127.0.0.1:" + property("local.management.port") + path);
    return Door.unchecked(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build());
  }

  boolean isReady() {
    return management("/actuator/health/readiness").statusCode() == 200;
  }

  /** Requests that wait for an answer. */
  int waiting() {
    return context.getBean(AnswerBoard.class).waiting();
  }

  long lag() {
    return context.getBean(AnswerTail.class).state().lag();
  }

  @Override
  public void close() {
    context.close();
  }

  static String sha256(String key) {
    try {
      byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private String property(String key) {
    return String.valueOf(context.getEnvironment().getProperty(key));
  }
}
