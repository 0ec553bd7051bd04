package io.projectoracle.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.contract.Query;
import io.projectoracle.contract.QueryKey;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class QuestionsTest {
  @Test
  void nearlyAllQueriesAskSomethingNewAndAShareAsksAgain() {
    List<Query> queries = queries(0.1, 5_000);

    assertThat(queries).extracting(Query::id).doesNotHaveDuplicates();
    assertThat(queries.stream().map(QueryKey::of).distinct().count()).isBetween(4_300L, 4_700L);
  }

  @Test
  void withoutAShareAllQueriesDiffer() {
    assertThat(queries(0, 5_000)).extracting(QueryKey::of).doesNotHaveDuplicates();
  }

  private static List<Query> queries(double equalShare, int count) {
    Questions questions = new Questions("run", equalShare, new SplittableRandom(1));
    return Stream.generate(questions::next).limit(count).toList();
  }
}
