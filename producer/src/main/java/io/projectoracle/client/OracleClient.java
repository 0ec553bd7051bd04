package io.projectoracle.client;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.Cancel;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.SourcePosition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * A client of Oracle: publishes queries and receives their answers through Kafka. Thread-safe; one
 * per process is enough.
 *
 * <pre>{@code
 * try (OracleClient client = OracleClient.builder().bootstrapServers("localhost:9092").build()) {
 *   CompletableFuture<Answer> answer =
 *       client.submit(Query.of(QueryIds.next(), "technical", "Why is my webhook called twice?"));
 *   System.out.println(answer.get().content());
 * }
 * }</pre>
 *
 * <p>Queries are published with an idempotent producer and {@code acks=all}. Answers are read from
 * the one partition of the answers topic that belongs to the client id, from its end at the first
 * {@link #submit} on, and only once the worker's transaction is committed. They arrive in any
 * order, each future is completed at most once.
 *
 * <p>Dependents of a future run on one of the client's own threads: use the {@code …Async} methods
 * for anything that takes long.
 */
public final class OracleClient implements AutoCloseable {
  private final ClientSettings settings;
  private final InFlightQueries inFlight;
  private final AnswerDeadlines deadlines;
  private final QueryRecords records;
  private final AnswerAccess answers;
  private final AnswerSearch search;
  private final RecordPublisher publisher;
  private final CancelPublisher cancels;

  /** The queries in flight that this client has published, by id. */
  private final Map<String, Submitted> submitted = new ConcurrentHashMap<>();

  /** Bounds the searches that do not await an answer, as the others are bounded. */
  private final Semaphore finds;

  private final Set<AnswerSubscription> subscriptions = ConcurrentHashMap.newKeySet();

  /** Set once; what is under way ends as it may. */
  private volatile boolean closing;

  OracleClient(ClientSettings settings, int maxInFlight) {
    this.settings = settings;
    this.inFlight = new InFlightQueries(maxInFlight, this::isOwnThread);
    this.deadlines =
        new AnswerDeadlines(settings.expiryGrace(), InstantSource.system(), System::nanoTime);
    this.records =
        new QueryRecords(settings.topics().queries(), settings.sizeLimits(), settings.clientId());
    this.answers =
        new AnswerAccess(
            settings,
            inFlight,
            deadlines,
            KafkaClients.reader(settings.connection(), settings.clientId()));
    this.search = new AnswerSearch(settings);
    this.finds = new Semaphore(maxInFlight);
    this.publisher =
        new RecordPublisher(
            KafkaClients.producer(
                settings.connection(), settings.clientId(), settings.sizeLimits()));
    this.cancels = new CancelPublisher(settings, publisher);
  }

  /** Starts the settings of a client. */
  public static OracleClientBuilder builder() {
    return new OracleClientBuilder();
  }

  /** The name under which answers return. */
  public String clientId() {
    return settings.clientId();
  }

  /** How many answers are awaited at present. */
  public int inFlight() {
    return inFlight.size();
  }

  /**
   * Publishes a query and promises its answer, however it ends: see {@link Answer#status}. Blocks
   * at first use, until the topics are known; while as many answers are awaited as are allowed at a
   * time; and while Kafka's send buffer is full. Called by a dependent of another answer it does
   * not wait for others to be answered, since nobody else could receive their answers.
   *
   * <p>A caller who gives up may complete or cancel the future; the query itself is answered all
   * the same.
   *
   * @return completed with the answer, or exceptionally: with a {@link QueryExpiredException} if
   *     none came by the query's deadline and the grace after it, with another {@link
   *     OracleClientException} if the query could not be published or the client was closed before
   *     the answer came
   * @throws IllegalArgumentException if the query is larger than allowed; nothing was published
   * @throws IllegalStateException if a query of that id is in flight, or the client is closed
   * @throws OracleClientException if there is no such topic or no broker answers
   * @throws InterruptException if the thread was interrupted while it waited; its flag is set
   */
  public CompletableFuture<Answer> submit(Query query) {
    byte[] value = records.encode(query);
    requireOpen();
    AnswerTail tail = answers.awaitTail();
    CompletableFuture<Answer> answer = inFlight.add(query.id());
    deadlines.watch(query, answer);
    CompletableFuture<SourcePosition> published =
        publisher.publish(name(query), records.record(query, value, tail.partition().partition()));
    var unusedFailure =
        published.whenComplete(
            (position, failure) -> {
              if (failure != null) {
                failLater(answer, failure);
              }
            });
    remember(query, published, answer);
    return answer;
  }

  /**
   * Publishes many queries, with the bounds of {@link #submit}: while as many answers are awaited
   * as are allowed at a time, the next query is not published, so that a batch of any size needs no
   * more memory than its futures.
   *
   * <p>A query that cannot be submitted fails by its future and holds up no other. If the thread is
   * interrupted, or the client closed, the rest of the batch is not published: those futures fail,
   * the others stay valid.
   *
   * @return what {@code submit} returns, or a future that failed with what it throws, in the order
   *     of the queries
   * @throws IllegalStateException if the client is closed; nothing was published
   * @throws OracleClientException if there is no such topic or no broker answers; nothing was
   *     published
   */
  public List<CompletableFuture<Answer>> submitAll(List<Query> queries) {
    requireOpen();
    answers.awaitTail();
    List<CompletableFuture<Answer>> batch = new ArrayList<>(queries.size());
    @Nullable InterruptException interrupt = null;
    for (Query query : queries) {
      if (interrupt != null) {
        batch.add(CompletableFuture.failedFuture(interrupt));
        continue;
      }
      try {
        batch.add(submit(query));
      } catch (InterruptException e) {
        interrupt = e;
        batch.add(CompletableFuture.failedFuture(e));
      } catch (IllegalArgumentException | IllegalStateException | OracleClientException e) {
        batch.add(CompletableFuture.failedFuture(e));
      }
    }
    return List.copyOf(batch);
  }

  /**
   * Publishes a query and leaves its answer to whoever reads the answers topic, or {@linkplain
   * #attach attaches} to it. Blocks as {@link #submit} does, but not for answers.
   *
   * @return completed with the position of the query's record once all replicas have it, or
   *     exceptionally with an {@link OracleClientException}; on Kafka's own thread, on which
   *     dependents must not publish
   * @throws IllegalArgumentException if the query is larger than allowed; nothing was published
   * @throws IllegalStateException if the client is closed
   * @throws OracleClientException if there is no such topic or no broker answers
   */
  public CompletableFuture<SourcePosition> send(Query query) {
    byte[] value = records.encode(query);
    requireOpen();
    int partition = answers.awaitPartition().partition();
    return publisher.publish(name(query), records.record(query, value, partition));
  }

  /**
   * Asks the workers to give a query up, whoever submitted it. They answer it {@code cancelled},
   * which is what its future is completed with, unless the cancel comes too late: then the answer
   * says what it would have said, or stands already.
   *
   * <p>Concerns the queries of that id that were published before, of any tenant; of a query that
   * this client has in flight only that tenant's.
   *
   * @return completed once the cancel is published, or exceptionally with an {@link
   *     OracleClientException}
   * @throws IllegalArgumentException if there can be no query of that id
   * @throws IllegalStateException if the client is closed
   * @throws OracleClientException if there is no such topic or no broker answers
   */
  public CompletableFuture<Void> cancel(String id) {
    requireOpen();
    Submitted query = submitted.get(id);
    return query == null
        ? cancels.publish(new Cancel(id, null), CompletableFuture.allOf())
        : cancels.publish(new Cancel(id, query.tenant()), query.published());
  }

  /**
   * Asks the workers to give a tenant's query up, as {@link #cancel(String)} does; a query of
   * another tenant is left alone.
   *
   * @throws IllegalArgumentException if there can be no query of that id, or no such tenant
   * @throws IllegalStateException if the client is closed
   * @throws OracleClientException if there is no such topic or no broker answers
   */
  public CompletableFuture<Void> cancel(String id, String tenant) {
    requireOpen();
    Submitted query = submitted.get(id);
    return cancels.publish(
        new Cancel(id, tenant), query == null ? CompletableFuture.allOf() : query.published());
  }

  /**
   * Promises the answer of a query that was submitted before, by this client or an earlier one of
   * the same client id: one that has arrived already, if the answers topic still keeps it, or else
   * the one that arrives. Blocks as {@link #submit} does.
   *
   * <p>The client's partition is searched from the time in the query's id, if that is a UUIDv7,
   * minus the {@linkplain OracleClientBuilder#clockSlack clock slack}; otherwise from its start.
   * Searches that wait at a time share one pass. An answer that arrives while the search goes on is
   * not missed. Waits for ever for a query that was never asked; limit it with {@code orTimeout}.
   *
   * @param id id of the query; any number of callers may await the same
   * @return completed with the answer, or exceptionally with an {@link OracleClientException} if
   *     the partition could not be searched or the client was closed before the answer came
   * @throws IllegalStateException if the client is closed
   * @throws OracleClientException if there is no such topic or no broker answers
   * @throws InterruptException if the thread was interrupted while it waited; its flag is set
   */
  public CompletableFuture<Answer> attach(String id) {
    requireOpen();
    AnswerTail tail = answers.awaitTail();
    CompletableFuture<Answer> answer = inFlight.join(id);
    // Entered first: what the tail handles from here on completes it, the search finds the rest.
    CompletableFuture<Optional<Answer>> found = search.search(id, tail.partition(), tail.reached());
    var unusedSearch =
        found.whenComplete(
            (earlier, failure) -> {
              if (failure != null) {
                answer.completeExceptionally(failure);
              } else {
                earlier.ifPresent(answer::complete);
              }
            });
    var unused = answer.whenComplete((any, failure) -> found.complete(Optional.empty()));
    return answer;
  }

  /**
   * Looks for the answer of a query that was submitted before, as {@link #attach} does, but does
   * not wait for one that has not arrived.
   *
   * @return completed with the answer, or with nothing if it is not there up to the present end of
   *     the client's partition; exceptionally with an {@link OracleClientException} if the
   *     partition could not be searched or the client was closed
   * @throws IllegalStateException if the client is closed
   * @throws OracleClientException if there is no such topic or no broker answers
   * @throws InterruptException if the thread was interrupted while it waited; its flag is set
   */
  public CompletableFuture<Optional<Answer>> find(String id) {
    requireOpen();
    TopicPartition partition = answers.awaitPartition();
    if (isOwnThread()) {
      return search.search(id, partition, /* atLeastTo= */ 0);
    }
    try {
      finds.acquire();
    } catch (InterruptedException e) {
      throw new InterruptException(e); // Restores the flag.
    }
    CompletableFuture<Optional<Answer>> found = search.search(id, partition, /* atLeastTo= */ 0);
    var unused = found.whenComplete((answer, failure) -> finds.release());
    return found;
  }

  /**
   * Hands every answer on the topic, whoever asked, to a handler: see {@link
   * SubscriptionSettings#of}.
   *
   * @param group the consumer group under whose name the position is kept
   */
  public AnswerSubscription subscribe(String group, AnswerHandler handler) {
    return subscribe(SubscriptionSettings.of(group), handler);
  }

  /**
   * Hands committed answers to a handler, each at least once. The position is kept in a consumer
   * group and moves beyond an answer only after the handler has returned, so a subscription that
   * ends, however it ends, is continued by the next one of its group: after a crash with the
   * answers of about the last half second. An answer that cannot be handled is handed over again
   * after growing pauses; in the end the subscription gives up, and {@link
   * AnswerSubscription#ended} says why.
   *
   * <p>Blocks until the topic is known and the group has a position. Closing the client ends its
   * subscriptions.
   *
   * @throws IllegalArgumentException if the group is the workers' own
   * @throws IllegalStateException if the client is closed
   * @throws OracleClientException if there is no such topic, no broker answers, or the group may
   *     not be used
   */
  public AnswerSubscription subscribe(SubscriptionSettings settings, AnswerHandler handler) {
    requireOpen();
    AnswerSubscription subscription = new Subscribing(this.settings).start(settings, handler);
    subscriptions.add(subscription);
    var unused =
        subscription.ended().whenComplete((any, failure) -> subscriptions.remove(subscription));
    if (closing) {
      subscription.close();
    }
    return subscription;
  }

  /**
   * Waits until queries on their way are with Kafka, at most for the close timeout, then stops.
   * Futures still open fail; their answers stay on the answers topic, where {@link #attach} finds
   * them.
   */
  @Override
  public void close() {
    closing = true;
    answers.close();
    subscriptions.forEach(AnswerSubscription::stop);
    publisher.close(settings.closeTimeout());
    inFlight.end(
        new OracleClientException(
            "client is closed before the answer came; it stays on topic '"
                + settings.topics().answers()
                + "'"));
    search.stop(settings.closeTimeout());
    answers.stop(settings.closeTimeout());
    subscriptions.forEach(AnswerSubscription::close);
  }

  /**
   * Accepts nothing new, waits until what is in flight has its answer, and {@linkplain #close()
   * closes}. Called by a dependent of an answer it does not wait.
   *
   * @param patience how long to wait for answers
   * @throws InterruptException if the thread was interrupted while it waited; the client is closed
   *     all the same
   */
  public void close(Duration patience) {
    closing = true;
    inFlight.refuse(new OracleClientException("client is closed"));
    try (this) {
      if (!isOwnThread()) {
        inFlight.awaitEmpty(patience);
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e); // Restores the flag.
    }
  }

  /** On these the client must not wait for room, which only they can make. */
  private boolean isOwnThread() {
    return answers.isOwnThread() || search.isOwnThread();
  }

  private void remember(
      Query query, CompletableFuture<SourcePosition> published, CompletableFuture<Answer> answer) {
    var entry = new Submitted(query.tenant(), published);
    submitted.put(query.id(), entry);
    var unused = answer.whenComplete((any, failure) -> submitted.remove(query.id(), entry));
  }

  private void requireOpen() {
    if (closing) {
      throw new IllegalStateException("client is closed");
    }
  }

  /** Not on Kafka's own thread, on which dependents would hold up what they publish. */
  private static void failLater(CompletableFuture<Answer> answer, Throwable failure) {
    var unused = CompletableFuture.runAsync(() -> answer.completeExceptionally(failure));
  }

  private static String name(Query query) {
    return "query " + query.id();
  }

  /** What a cancel of a query in flight must know. */
  private record Submitted(@Nullable String tenant, CompletableFuture<SourcePosition> published) {}
}
