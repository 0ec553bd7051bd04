package io.projectoracle.benchmarks.micro;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.MalformedMessageException;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.UsageEvent;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The JSON of one query's messages. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
  private final Query query = Messages.query();
  private final Answer answer = Messages.answer();
  private final UsageEvent usage = Messages.usage();
  private final byte[] queryBytes = MessageCodec.encode(query);
  private final byte[] answerBytes = MessageCodec.encode(answer);

  @Benchmark
  public byte[] encodeQuery() {
    return MessageCodec.encode(query);
  }

  @Benchmark
  public Query decodeQuery() throws MalformedMessageException {
    return MessageCodec.decodeQuery(queryBytes);
  }

  @Benchmark
  public byte[] encodeAnswer() {
    return MessageCodec.encode(answer);
  }

  @Benchmark
  public Answer decodeAnswer() throws MalformedMessageException {
    return MessageCodec.decodeAnswer(answerBytes);
  }

  @Benchmark
  public byte[] encodeUsage() {
    return MessageCodec.encode(usage);
  }
}
