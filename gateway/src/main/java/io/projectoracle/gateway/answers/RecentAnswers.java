package io.projectoracle.gateway.answers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Answers that are likely to be asked for, bounded by their bytes. Thread-safe. */
final class RecentAnswers {
  /** What an entry takes beside the answer, roughly. */
  private static final int OVERHEAD_BYTES = 256;

  private final ConcurrentMap<QueryName, PublishedAnswer> answers;

  RecentAnswers(long maxBytes) {
    Cache<QueryName, PublishedAnswer> cache =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher(
                (QueryName name, PublishedAnswer answer) -> OVERHEAD_BYTES + answer.json().length)
            .build();
    this.answers = cache.asMap();
  }

  /** The first answer stays: a query submitted twice has two, and readers should see one. */
  void add(QueryName name, PublishedAnswer answer) {
    answers.putIfAbsent(name, answer);
  }

  @Nullable PublishedAnswer get(QueryName name) {
    return answers.get(name);
  }
}
