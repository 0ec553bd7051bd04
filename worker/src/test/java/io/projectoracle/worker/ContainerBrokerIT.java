package io.projectoracle.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.exception.NotFoundException;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.Status;
import io.projectoracle.simulator.Simulator;
import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.worker.testkit.Installation;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** A worker with a broker in a container, as distributed; runs where a Docker engine runs. */
final class ContainerBrokerIT {
  private static final DockerImageName IMAGE = DockerImageName.parse("apache/kafka:4.2.2");

  @Test
  void answersThroughABrokerInAContainer() throws Exception {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "skipped: no Docker engine answers, so no broker can run in a container");
    // Never pulled by a test: behind a closed network that takes minutes to fail.
    assumeTrue(isLocal(IMAGE), () -> "skipped: image is not local; docker pull " + IMAGE);
    try (KafkaContainer kafka = new KafkaContainer(IMAGE)) {
      kafka.start();
      Map<String, Object> client = Map.of("bootstrap.servers", kafka.getBootstrapServers());
      try (Simulator simulator = Simulator.start(SimulatorSettings.defaults());
          Installation oracle = new Installation(client, 3, /* firstOffsets= */ true)) {
        oracle.startWorker(oracle.settings(simulator.endpoint()));

        oracle.publish(Query.of("q", "technical", "What is a webhook?"));

        assertThat(oracle.answer("q").status()).isEqualTo(Status.ANSWERED);
        assertThat(oracle.usage(1)).hasSize(1);
      }
    }
  }

  private static boolean isLocal(DockerImageName image) {
    try {
      DockerClientFactory.lazyClient().inspectImageCmd(image.asCanonicalNameString()).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }
}
