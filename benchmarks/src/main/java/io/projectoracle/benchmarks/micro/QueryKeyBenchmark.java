package io.projectoracle.benchmarks.micro;

import io.projectoracle.contract.Query;
import io.projectoracle.contract.QueryKey;
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

/** The key of a query. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class QueryKeyBenchmark {
  private final Query query = Messages.query();

  @Benchmark
  public QueryKey key() {
    return QueryKey.of(query);
  }

  @Benchmark
  public byte[] recordKey() {
    return QueryKey.of(query).recordKey();
  }
}
