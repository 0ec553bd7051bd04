package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.broker.BrokerSettings;
import io.projectoracle.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.awaitility.Awaitility;

/**
 * A broker that encrypts, asks who is there, and allows nothing that was not granted. Its key and
 * all passwords are new every time.
 */
final class SecuredBroker implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";
  private static final String SUPER_USER = "admin";

  private final Path folder;
  private final String storePassword = secret();
  private final Map<String, String> passwords = new HashMap<>();
  private final EmbeddedBroker broker;
  private final Admin admin;

  private SecuredBroker(Path folder, List<String> users) throws Exception {
    this.folder = folder;
    passwords.put(SUPER_USER, secret());
    users.forEach(user -> passwords.put(user, secret()));
    makeKey();
    broker = EmbeddedBroker.start(BrokerSettings.defaults().withProperties(properties()));
    admin = Admin.create(clientProperties(SUPER_USER));
  }

  static SecuredBroker start(Path folder, List<String> users) throws Exception {
    return new SecuredBroker(folder, users);
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Everything that must be seen nowhere. */
  Collection<String> secrets() {
    List<String> secrets = new ArrayList<>(passwords.values());
    secrets.add(storePassword);
    return secrets;
  }

  /** Returns when they hold: the controller tells the broker some time later. */
  void grant(Collection<AclBinding> grants) throws Exception {
    admin.createAcls(grants).all().get(2, TimeUnit.MINUTES);
    for (AclBinding grant : grants) {
      Awaitility.await().atMost(LIMIT).until(() -> holds(grant));
    }
  }

  /** Returns when it does not hold any more. */
  void revoke(AclBinding grant) throws Exception {
    AclBindingFilter filter = grant.toFilter();
    assertThat(admin.deleteAcls(List.of(filter)).all().get(2, TimeUnit.MINUTES)).hasSize(1);
    Awaitility.await().atMost(LIMIT).until(() -> !holds(grant));
  }

  private boolean holds(AclBinding grant) throws Exception {
    return admin.describeAcls(grant.toFilter()).values().get(2, TimeUnit.MINUTES).contains(grant);
  }

  Admin admin() {
    return admin;
  }

  /** The file for {@code --kafka-config}. */
  Path clientFile(String user) {
    Path file = folder.resolve(user + ".properties");
    var properties = new Properties();
    properties.putAll(clientProperties(user));
    try (var writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      properties.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  Map<String, Object> clientProperties(String user) {
    return new HashMap<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers(),
            "security.protocol",
            "SASL_SSL",
            "sasl.mechanism",
            "PLAIN",
            "sasl.jaas.config",
            login(user) + ";",
            "ssl.truststore.location",
            store().toString(),
            "ssl.truststore.password",
            storePassword));
  }

  @Override
  public void close() {
    admin.close();
    broker.close();
  }

  private Map<String, String> properties() {
    var jaas = new StringBuilder(login(SUPER_USER));
    passwords.forEach((user, password) -> jaas.append(" user_%s=\"%s\"".formatted(user, password)));
    Map<String, String> properties = new HashMap<>();
    properties.put("listener.security.protocol.map", "CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT");
    properties.put("sasl.enabled.mechanisms", "PLAIN");
    properties.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    properties.put("listener.name.clients.plain.sasl.jaas.config", jaas + ";");
    properties.put("ssl.keystore.location", store().toString());
    properties.put("ssl.keystore.password", storePassword);
    properties.put("ssl.truststore.location", store().toString());
    properties.put("ssl.truststore.password", storePassword);
    properties.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    // The controller's listener has no login.
    properties.put("super.users", "User:" + SUPER_USER + ";User:ANONYMOUS");
    return properties;
  }

  private String login(String user) {
    return "%s username=\"%s\" password=\"%s\"".formatted(LOGIN, user, passwords.get(user));
  }

  private Path store() {
    return folder.resolve("broker.p12");
  }

  /** A certificate that signs itself, for the address the broker listens on. */
  private void makeKey() throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=broker",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store().toString(),
                "-storepass",
                storePassword)
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(output).isZero();
  }

  private static String secret() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
