package io.projectoracle.client;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.QueryIds;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What README and Javadoc show; {@link ExamplesTest} holds them to it. */
final class Examples {
  private Examples() {}

  static void ask() throws Exception {
    // region ask
    try (OracleClient client = OracleClient.builder().bootstrapServers("localhost:9092").build()) {
      CompletableFuture<Answer> answer =
          client.submit(Query.of(QueryIds.next(), "technical", "Why is my webhook called twice?"));
      System.out.println(answer.get().content());
    }
    // endregion
  }

  static void more(OracleClient client, List<Query> queries, String id, AnswerHandler store) {
    // region more
    List<CompletableFuture<Answer>> batch = client.submitAll(queries);
    CompletableFuture<Answer> earlier = client.attach(id);
    CompletableFuture<Void> cancelled = client.cancel(id);
    AnswerSubscription all = client.subscribe("billing", received -> store.handle(received));
    // endregion
    use(batch, earlier, cancelled, all);
  }

  private static void use(Object... values) {
    List.of(values);
  }
}
