package io.projectoracle.gateway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.gateway.testkit.OpenApi;
import io.projectoracle.gateway.testkit.TestBroker;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Comes last: every response of every other test was held against the document. */
@Order(Integer.MAX_VALUE)
@Isolated("what is isolated runs when the others have ended")
class OpenApiIT {
  @Test
  void everyDescribedResponseIsGiven() {
    try (RunningGateway gateway =
        RunningGateway.startUnready(TestBroker.servers(), TestBroker.newTopics())) {
      var missing = new TreeSet<>(OpenApi.of(gateway.base()).described());
      missing.removeAll(OpenApi.seen());

      assertThat(missing).as("described, but seen by no test of this module").isEmpty();
    }
  }
}
