package io.projectoracle.worker.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpFailuresTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "401, UNAUTHORISED, false",
    "403, UNAUTHORISED, false",
    "400, REJECTED, false",
    "404, REJECTED, false",
    "302, REJECTED, false",
    "408, TIMEOUT, true",
    "409, SERVER_ERROR, true",
    "429, RATE_LIMITED, true",
    "500, SERVER_ERROR, true",
    "529, SERVER_ERROR, true"
  })
  void statusDecidesOnKindAndRetriability(int status, String kind, boolean passing) {
    Failure failure = HttpFailures.classify("openai", status, null, null);

    assertThat(failure.kind().name()).isEqualTo(kind);
    assertThat(failure instanceof Failure.Transient).isEqualTo(passing);
    assertThat(failure.message()).startsWith("endpoint 'openai' answered " + status);
  }

  @Test
  void anExhaustedAccountIsNotWaitedFor() {
    assertThat(HttpFailures.classify("openai", 429, "insufficient_quota", Duration.ofSeconds(1)))
        .isInstanceOf(Failure.Permanent.class);
  }

  @Test
  void waitIsReadFromMillisecondsSecondsOrADate() {
    assertThat(retryAfter("1500", "9")).isEqualTo(Duration.ofMillis(1_500));
    assertThat(retryAfter(null, "9")).isEqualTo(Duration.ofSeconds(9));
    assertThat(retryAfter(null, "Fri, 01 May 2026 12:00:20 GMT")).isEqualTo(Duration.ofSeconds(20));
    assertThat(retryAfter("soon", "9")).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void whatMakesNoSenseIsNoWaitAndNobodyIsSilencedForLong() {
    assertThat(retryAfter(null, null)).isNull();
    assertThat(retryAfter(null, "soon")).isNull();
    assertThat(retryAfter(null, "-3")).isNull();
    assertThat(retryAfter(null, "NaN")).isNull();
    assertThat(retryAfter(null, "1e30")).isEqualTo(Duration.ofHours(1));
  }

  private static @Nullable Duration retryAfter(
      @Nullable String millisHeader, @Nullable String header) {
    return HttpFailures.retryAfter(millisHeader, header, NOW);
  }
}
