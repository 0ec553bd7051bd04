package io.projectoracle.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.projectoracle.contract.Headers;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.QueryKey;
import io.projectoracle.contract.SizeLimits;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class QueryRecordsTest {
  private static final Query QUERY = Query.of("q1", "technical", "why?");

  @Test
  void aRecordHasTheKeyAndTheHeadersOfTheContract() {
    var records = new QueryRecords("oracle.queries", SizeLimits.DEFAULT, "client-1");

    var record = records.record(QUERY, records.encode(QUERY), 7);

    assertThat(record.topic()).isEqualTo("oracle.queries");
    assertThat(record.partition()).isNull();
    assertThat(record.key()).isEqualTo(QueryKey.of(QUERY).recordKey());
    assertThat(header(record, Headers.SCHEMA_VERSION)).isEqualTo("1");
    assertThat(header(record, Headers.QUERY_ID)).isEqualTo("q1");
    assertThat(header(record, Headers.CLIENT_ID)).isEqualTo("client-1");
    assertThat(header(record, Headers.REPLY_PARTITION)).isEqualTo("7");
  }

  @Test
  void refusesAQueryAboveTheLimitNamingBothSizes() {
    var records = new QueryRecords("oracle.queries", new SizeLimits(20, 1000), "client-1");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> records.encode(QUERY))
        .withMessageMatching("query must not exceed 20 bytes: \\d\\d");
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
