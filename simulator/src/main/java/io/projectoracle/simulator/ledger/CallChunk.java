package io.projectoracle.simulator.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run of calls in columns. Ids go to one byte array and repeated names to a dictionary, so a
 * million calls are a few thousand objects and cost the garbage collector next to nothing. Confined
 * to its owner.
 */
final class CallChunk {

  static final int CALLS = 4_096;

  private static final int MAX_ID_LENGTH = 256;
  private static final int ABSENT = -1;

  private final long[] startMicros = new long[CALLS];
  private final long[] endMicros = new long[CALLS];
  private final long[] durationNanos = new long[CALLS];
  private final int[] promptTokens = new int[CALLS];
  private final int[] completionTokens = new int[CALLS];
  private final int[] attempts = new int[CALLS];
  private final short[] statuses = new short[CALLS];
  private final CallResult[] results = new CallResult[CALLS];
  private final short[] workers = new short[CALLS];
  private final short[] models = new short[CALLS];
  // Per call the length of its call id and of its query id; the bytes follow each other in `ids`.
  private final int[] idOffsets = new int[CALLS];
  private final short[] callIdLengths = new short[CALLS];
  private final short[] queryIdLengths = new short[CALLS];
  private byte[] ids = new byte[CALLS * 64];
  private int idBytes;

  private final Map<String, Short> nameIndex = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private int size;

  boolean isFull() {
    return size == CALLS;
  }

  void reset() {
    size = 0;
    idBytes = 0;
    names.clear();
    nameIndex.clear();
  }

  void append(Call call) {
    int slot = size++;
    startMicros[slot] = call.startMicros();
    endMicros[slot] = call.endMicros();
    durationNanos[slot] = call.durationNanos();
    promptTokens[slot] = call.promptTokens();
    completionTokens[slot] = call.completionTokens();
    attempts[slot] = call.attempt();
    statuses[slot] = (short) call.status();
    results[slot] = call.result();
    workers[slot] = name(call.worker());
    models[slot] = name(call.model());
    idOffsets[slot] = idBytes;
    callIdLengths[slot] = id(call.callId());
    queryIdLengths[slot] = id(call.queryId());
  }

  Call read(int slot, long sequence) {
    int callIdAt = idOffsets[slot];
    int queryIdAt = callIdAt + Math.max(0, callIdLengths[slot]);
    return new Call(
        sequence,
        id(callIdAt, callIdLengths[slot]),
        id(queryIdAt, queryIdLengths[slot]),
        nameAt(workers[slot]),
        attempts[slot],
        nameAt(models[slot]),
        startMicros[slot],
        endMicros[slot],
        durationNanos[slot],
        results[slot],
        statuses[slot],
        promptTokens[slot],
        completionTokens[slot]);
  }

  private short id(@Nullable String id) {
    if (id == null) {
      return ABSENT;
    }
    byte[] bytes = cut(id).getBytes(StandardCharsets.UTF_8);
    if (idBytes + bytes.length > ids.length) {
      ids = Arrays.copyOf(ids, Math.max(ids.length * 2, idBytes + bytes.length));
    }
    System.arraycopy(bytes, 0, ids, idBytes, bytes.length);
    idBytes += bytes.length;
    return (short) bytes.length;
  }

  private @Nullable String id(int offset, short length) {
    return length == ABSENT ? null : new String(ids, offset, length, StandardCharsets.UTF_8);
  }

  private short name(@Nullable String name) {
    if (name == null) {
      return ABSENT;
    }
    String kept = cut(name);
    Short known = nameIndex.get(kept);
    if (known != null) {
      return known;
    }
    // At most two new names per call, so the index fits a short.
    short index = (short) names.size();
    names.add(kept);
    nameIndex.put(kept, index);
    return index;
  }

  private @Nullable String nameAt(short index) {
    return index == ABSENT ? null : names.get(index);
  }

  private static String cut(String text) {
    return text.length() <= MAX_ID_LENGTH ? text : text.substring(0, MAX_ID_LENGTH);
  }
}
