package io.projectoracle.simulator.web;

import io.projectoracle.simulator.fault.Fault;
import io.projectoracle.simulator.fault.FaultRule;
import io.projectoracle.simulator.fault.FaultSource;
import io.projectoracle.simulator.ledger.Call;
import io.projectoracle.simulator.ledger.CallResult;
import io.projectoracle.simulator.stats.SimulatorStats;
import io.projectoracle.simulator.stats.Stall;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the bodies of the admin paths, UTF-8. */
final class AdminJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  private AdminJson() {}

  /** One line per call, each ended by a line feed. */
  static byte[] lines(List<Call> calls) {
    var bytes = new ByteArrayOutputStream(calls.size() * 384);
    for (Call call : calls) {
      try (JsonGenerator json = generator(bytes)) {
        writeCall(json, call);
      }
      bytes.write('\n');
    }
    return bytes.toByteArray();
  }

  /**
   * A page of calls.
   *
   * @param next where the next page starts
   * @param end where the ledger ended; the page was the last if {@code next} has reached it
   */
  static byte[] page(List<Call> calls, long first, long next, long end, long dropped) {
    var bytes = new ByteArrayOutputStream(calls.size() * 384 + 128);
    try (JsonGenerator json = generator(bytes)) {
      json.writeStartObject();
      json.writeNumberProperty("first", first);
      json.writeNumberProperty("next", next);
      json.writeNumberProperty("end", end);
      json.writeNumberProperty("dropped", dropped);
      json.writeArrayPropertyStart("calls");
      calls.forEach(call -> writeCall(json, call));
      json.writeEndArray();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  static byte[] stats(SimulatorStats stats) {
    var bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = generator(bytes)) {
      json.writeStartObject();
      json.writeNumberProperty("calls", stats.calls());
      json.writeNumberProperty("in_flight", stats.inFlight());
      json.writeNumberProperty("max_in_flight", stats.maxInFlight());
      json.writeNumberProperty("over_limit", stats.overLimit());
      json.writeObjectPropertyStart("by_result");
      for (Map.Entry<CallResult, Long> entry : stats.totals().byResult().entrySet()) {
        json.writeNumberProperty(entry.getKey().code(), entry.getValue());
      }
      json.writeEndObject();
      json.writeNumberProperty("prompt_tokens", stats.totals().promptTokens());
      json.writeNumberProperty("completion_tokens", stats.totals().completionTokens());
      json.writeNumberProperty("dropped", stats.dropped());
      writeStalls(json, stats);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  static byte[] faults(FaultSource.State state) {
    var bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = generator(bytes)) {
      json.writeStartObject();
      json.writeObjectPropertyStart("rates");
      for (Map.Entry<Fault, Double> rate : state.plan().rates().entrySet()) {
        json.writeNumberProperty(rate.getKey().code(), rate.getValue());
      }
      json.writeEndObject();
      json.writeArrayPropertyStart("rules");
      for (int i = 0; i < state.remaining().size(); i++) {
        writeRule(json, state.plan().rules().get(i), state.remaining().get(i));
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  static byte[] health() {
    var bytes = new ByteArrayOutputStream(32);
    try (JsonGenerator json = generator(bytes)) {
      json.writeStartObject();
      json.writeStringProperty("status", "up");
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static JsonGenerator generator(OutputStream bytes) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), bytes);
  }

  private static void writeCall(JsonGenerator json, Call call) {
    json.writeStartObject();
    json.writeNumberProperty("sequence", call.sequence());
    json.writeStringProperty("call_id", call.callId());
    json.writeStringProperty("query_id", call.queryId());
    json.writeStringProperty("worker", call.worker());
    json.writeNumberProperty("attempt", call.attempt());
    json.writeStringProperty("model", call.model());
    json.writeNumberProperty("start_micros", call.startMicros());
    json.writeNumberProperty("end_micros", call.endMicros());
    json.writeNumberProperty("duration_nanos", call.durationNanos());
    json.writeStringProperty("result", call.result().code());
    json.writeNumberProperty("status", call.status());
    json.writeNumberProperty("prompt_tokens", call.promptTokens());
    json.writeNumberProperty("completion_tokens", call.completionTokens());
    json.writeEndObject();
  }

  private static void writeStalls(JsonGenerator json, SimulatorStats stats) {
    json.writeNumberProperty("stall_count", stats.stallCount());
    json.writeArrayPropertyStart("stalls");
    for (Stall stall : stats.stalls()) {
      json.writeStartObject();
      json.writeNumberProperty("event_loop", stall.eventLoop());
      json.writeNumberProperty("start_micros", stall.startMicros());
      json.writeNumberProperty("length_micros", stall.lengthMicros());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeRule(JsonGenerator json, FaultRule rule, int remaining) {
    json.writeStartObject();
    json.writeStringProperty("prompt_contains", rule.promptContains());
    json.writeStringProperty("fault", rule.fault().code());
    writeCount(json, "times", rule.times());
    writeCount(json, "remaining", remaining);
    json.writeEndObject();
  }

  private static void writeCount(JsonGenerator json, String name, int count) {
    if (count == FaultRule.UNLIMITED) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, count);
    }
  }
}
