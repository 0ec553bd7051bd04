package io.projectoracle.cli.queries;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LineIdsTest {
  private static final String A = "{\"agent\":\"technical\",\"prompt\":\"a\"}";
  private static final String B = "{\"agent\":\"technical\",\"prompt\":\"b\"}";

  @Test
  void theSameLineOfTheSameBatchHasTheSameIdWhereverItStands() throws IOException {
    List<String> ids = ids("batch", A + "\n" + B + "\n");

    assertThat(ids("batch", "\n  " + B + "\r\n" + A)).containsExactly(ids.get(1), ids.get(0));
    assertThat(ids("other", A + "\n" + B)).doesNotContainAnyElementsOf(ids);
  }

  @Test
  void equalLinesHaveIdsOfTheirOwn() throws IOException {
    List<String> ids = ids("batch", A + "\n" + A + "\n" + B + "\n" + A + "\n");

    assertThat(ids).hasSize(4).doesNotHaveDuplicates();
    assertThat(ids("batch", A + "\n" + A + "\n" + A + "\n"))
        .containsExactly(ids.get(0), ids.get(1), ids.get(3));
  }

  @Test
  void batchAndLineDoNotRunTogether() {
    assertThat(LineIds.stable("a").of(bytes("bc"), 1))
        .isNotEqualTo(LineIds.stable("ab").of(bytes("c"), 1));
  }

  @Test
  void anIdIsAUuidOfTheVersionForOwnUse() {
    UUID id = UUID.fromString(LineIds.stable("batch").of(bytes(A), 1));

    assertThat(id.version()).isEqualTo(8);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void idsDoNotChangeFromReleaseToRelease() {
    assertThat(LineIds.stable("batch").of(bytes(A), 1))
        .isEqualTo("5c079ef4-cb38-83b8-9eb5-7909e3a0d781");
  }

  private static List<String> ids(String batch, String lines) throws IOException {
    List<String> ids = new ArrayList<>();
    try (var file =
        new QueryFile(
            new ByteArrayInputStream(bytes(lines)),
            LineIds.stable(batch),
            InstantSource.system(),
            warning -> {})) {
      for (QueryLine line = file.next(); line != null; line = file.next()) {
        ids.add(((QueryLine.Valid) line).query().id());
      }
    }
    return ids;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
