package io.projectoracle.simulator.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentDecoderTest {

  @ParameterizedTest
  @CsvSource({
    "plain-id, plain-id",
    "a+b, a+b",
    "caf%C3%A9, café",
    "%F0%9F%98%80, 😀",
    "100%, 100%",
    "%4, %4",
    "%zz%41, %zzA",
    "%2525, %25",
  })
  void decodesWhatIsEncodedAndKeepsTheRest(String encoded, String decoded) {
    assertThat(PercentDecoder.decode(encoded)).isEqualTo(decoded);
  }
}
