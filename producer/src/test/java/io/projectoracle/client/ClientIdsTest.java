package io.projectoracle.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ClientIdsTest {
  @Test
  void randomIdsAreValidAndDiffer() {
    String first = ClientIds.requireValid(ClientIds.random());
    String second = ClientIds.requireValid(ClientIds.random());

    assertThat(first).isNotEqualTo(second);
  }

  @Test
  void refusesAnIdWithOtherCharacters() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClientIds.requireValid("a b"))
        .withMessageContaining("1 to 100")
        .withMessageEndingWith(": a b");
  }

  @Test
  void refusesAnIdThatIsEmptyOrTooLong() {
    assertThatIllegalArgumentException().isThrownBy(() -> ClientIds.requireValid(""));
    assertThatIllegalArgumentException().isThrownBy(() -> ClientIds.requireValid("x".repeat(101)));
  }

  @Test
  void replyPartitionIsTheSameInEveryVersion() {
    // From another implementation of murmur2; any other value would cut clients off from answers.
    assertThat(ClientIds.replyPartition("client-1", 24)).isEqualTo(18);
    assertThat(ClientIds.replyPartition("client-1", 1)).isZero();
  }
}
