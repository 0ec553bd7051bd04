package io.projectoracle.simulator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallLedgerTest {

  @Test
  void givesBackWhatItWasGiven() {
    var ledger = new CallLedger(10);
    var full =
        new Call(0, "call", "Frage №1 😀", "w", 3, "m", 11, 22, 33, CallResult.CUT, 200, 44, 55);
    var bare = new Call(0, null, null, null, 0, null, 1, 2, 3, CallResult.CLIENT_CLOSED, 0, 0, 0);

    ledger.append(full);
    ledger.append(bare);

    assertThat(ledger.snapshot()).containsExactly(sequenced(0, full), sequenced(1, bare));
  }

  @Test
  void dropsTheOldestAndCountsThem() {
    int capacity = 3 * CallChunk.CALLS + 100;
    var ledger = new CallLedger(capacity);
    int calls = 10 * CallChunk.CALLS + 17;

    for (int i = 0; i < calls; i++) {
      assertThat(ledger.append(call("call-" + i))).isEqualTo(i);
    }

    assertThat(ledger.size()).isEqualTo(capacity);
    assertThat(ledger.firstSequence()).isEqualTo(calls - capacity);
    assertThat(ledger.totals().dropped()).isEqualTo(calls - capacity);
    assertThat(ledger.totals().calls()).isEqualTo(calls);
    assertThat(ledger.totals().promptTokens()).isEqualTo(calls);
    assertThat(ledger.totals().completionTokens()).isEqualTo(2L * calls);
    int expected = calls - capacity;
    for (Call call : ledger.snapshot()) {
      assertThat(call.sequence()).isEqualTo(expected);
      assertThat(call.callId()).isEqualTo("call-" + expected);
      expected++;
    }
    assertThat(expected).isEqualTo(calls);
  }

  @Test
  void keepsASingleCallIfThatIsItsSize() {
    var ledger = new CallLedger(1);

    ledger.append(call("a"));
    ledger.append(call("b"));

    assertThat(ledger.snapshot()).extracting(Call::callId).containsExactly("b");
    assertThatThrownBy(() -> new CallLedger(0)).hasMessage("ledger size must be at least 1: 0");
  }

  @Test
  void pagesFromASequenceOn() {
    var ledger = new CallLedger(100);
    for (int i = 0; i < 10; i++) {
      ledger.append(call("call-" + i));
    }

    assertThat(ledger.page(7, 2)).extracting(Call::sequence).containsExactly(7L, 8L);
    assertThat(ledger.page(9, Integer.MAX_VALUE)).hasSize(1);
    assertThat(ledger.page(10, 5)).isEmpty();
    assertThat(ledger.page(Long.MAX_VALUE, 5)).isEmpty();
    assertThat(ledger.page(0, 0)).isEmpty();
  }

  @Test
  void goesOnCountingAfterItWasCleared() {
    var ledger = new CallLedger(100);
    ledger.append(call("a"));
    ledger.append(call("b"));

    ledger.clear();
    long sequence = ledger.append(call("c"));

    assertThat(sequence).isEqualTo(2);
    assertThat(ledger.snapshot()).extracting(Call::callId).containsExactly("c");
    assertThat(ledger.totals().calls()).isEqualTo(1);
    assertThat(ledger.totals().byResult()).containsExactly(Map.entry(CallResult.OK, 1L));
  }

  @Test
  void boundsWhatAClientCanMakeItKeep() {
    var ledger = new CallLedger(10);

    ledger.append(call("x".repeat(5_000)));
    ledger.append(call("é".repeat(5_000)));

    assertThat(ledger.snapshot())
        .extracting(Call::callId)
        .containsExactly("x".repeat(256), "é".repeat(256));
  }

  @Test
  void writersAndReadersDoNotDisturbEachOther() throws Exception {
    var ledger = new CallLedger(1_000_000);
    int perWriter = 20_000;
    var finished = new CountDownLatch(3);
    for (int writer = 0; writer < 3; writer++) {
      String name = "writer-" + writer + "-";
      new Thread(
              () -> {
                for (int i = 0; i < perWriter; i++) {
                  ledger.append(call(name + i));
                }
                finished.countDown();
              })
          .start();
    }

    var seen = new ArrayList<Call>();
    while (seen.size() < 3 * perWriter) {
      ledger.forEach(seen.size(), seen::add);
    }
    finished.await();

    List<@Nullable String> ids = seen.stream().<@Nullable String>map(Call::callId).toList();
    assertThat(new HashSet<>(ids)).hasSize(3 * perWriter);
    for (int i = 0; i < seen.size(); i++) {
      assertThat(seen.get(i).sequence()).isEqualTo(i);
    }
  }

  private static Call call(String id) {
    return new Call(0, id, "query", "w", 1, "m", 1, 2, 3, CallResult.OK, 200, 1, 2);
  }

  private static Call sequenced(long sequence, Call call) {
    return new Call(
        sequence,
        call.callId(),
        call.queryId(),
        call.worker(),
        call.attempt(),
        call.model(),
        call.startMicros(),
        call.endMicros(),
        call.durationNanos(),
        call.result(),
        call.status(),
        call.promptTokens(),
        call.completionTokens());
  }
}
