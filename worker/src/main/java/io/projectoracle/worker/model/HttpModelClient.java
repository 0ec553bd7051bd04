package io.projectoracle.worker.model;

import io.projectoracle.contract.FailureKind;
import io.projectoracle.worker.time.Timer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls an OpenAI-compatible endpoint over pooled HTTP/1.1 connections. Thread-safe and
 * non-blocking: thousands of calls wait on a few event-loop threads. A call lives on one event loop
 * from its start to its end, so its state needs no lock.
 */
public final class HttpModelClient implements ModelClient {
  private static final Logger log = LoggerFactory.getLogger(HttpModelClient.class);

  /** An error's body is read for its code only. */
  private static final int MAX_ERROR_BYTES = 64 * 1024;

  /** Below what servers commonly keep an idle connection for, so that ours is closed first. */
  private static final int KEEP_ALIVE_SECONDS = 30;

  private static final int CLOSE_SECONDS = 5;

  private final EndpointSettings settings;
  private final String worker;
  private final InstantSource clock;
  private final Vertx vertx;
  private final List<CallLoop> loops;
  private final RequestTarget target;

  /**
   * @param worker name of the worker, sent along where the endpoint's settings say so
   * @param ioThreads event-loop threads, at least 1
   */
  public HttpModelClient(
      EndpointSettings settings, String worker, int ioThreads, InstantSource clock) {
    this.settings = settings;
    this.worker = worker;
    this.clock = clock;
    this.target = RequestTarget.of(settings.url());
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(ioThreads)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2)
                .setUseDaemonThread(true)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    this.loops = loops(Math.min(ioThreads, settings.connections()));
  }

  @Override
  public String endpoint() {
    return settings.name();
  }

  @Override
  public Exchange start(ModelRequest request, CallTag tag, Listener listener) {
    CallLoop loop = loopWithMostToSpare();
    loop.begun();
    Call call = new Call(loop, tag, ChatCompletionCodec.encode(request), listener);
    loop.context().runOnContext(ignored -> call.start());
    return call;
  }

  /** Of equal ones the loop that runs this, if one does: there a call has just ended. */
  private CallLoop loopWithMostToSpare() {
    Context current = Vertx.currentContext();
    CallLoop most = loops.get(0);
    for (CallLoop loop : loops) {
      int more = loop.free() - most.free();
      if (more > 0 || (more == 0 && loop.context() == current)) {
        most = loop;
      }
    }
    return most;
  }

  /** Starts to look now and then whether the endpoint can be reached. */
  public EndpointProbe probe(Timer timer) {
    return new EndpointProbe(loops.get(0).http(), options("/models"), timer).start();
  }

  @Override
  public void close() {
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.warn("http client did not close in time seconds={}", CLOSE_SECONDS, e);
    }
  }

  /** What every request has. */
  private RequestOptions options(String path) {
    RequestOptions options =
        new RequestOptions()
            .setHost(target.host())
            .setPort(target.port())
            .setURI(target.basePath() + path)
            .putHeader("accept", "application/json");
    if (settings.apiKey() != null) {
      options.putHeader("authorization", "Bearer " + settings.apiKey());
    }
    return options;
  }

  /** Vert.x hands event loops out in turn; the connections are divided among them. */
  private List<CallLoop> loops(int count) {
    List<Context> contexts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      vertx
          .deployVerticle(
              context -> {
                contexts.add(context);
                return Future.succeededFuture();
              })
          .await();
    }
    int connections = settings.connections();
    List<CallLoop> made = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int share = connections / count + (i < connections % count ? 1 : 0);
      made.add(new CallLoop(contexts.get(i), client(share), share));
    }
    return List.copyOf(made);
  }

  private HttpClientAgent client(int connections) {
    return vertx.createHttpClient(
        new HttpClientOptions()
            .setSsl(target.ssl())
            .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()))
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setTcpNoDelay(true)
            .setMaxHeaderSize(16 * 1024),
        new PoolOptions().setHttp1MaxSize(connections));
  }

  /** One call; confined to the thread of its context, but for {@link #abort}. */
  private final class Call implements Exchange {
    private final CallLoop loop;
    private final CallTag tag;
    private final byte[] body;
    private final Listener listener;
    private @Nullable HttpClientRequest request;
    private @Nullable Buffer received;
    private long timeout = -1;
    private boolean reached;
    private boolean replyEnded;
    private boolean over;

    Call(CallLoop loop, CallTag tag, byte[] body, Listener listener) {
      this.loop = loop;
      this.tag = tag;
      this.body = body;
      this.listener = listener;
    }

    @Override
    public void abort() {
      loop.context().runOnContext(ignored -> end());
    }

    void start() {
      if (over) {
        return;
      }
      timeout = vertx.setTimer(settings.callTimeout().toMillis(), ignored -> timedOut());
      loop.http()
          .request(chat())
          .onSuccess(this::send)
          .onFailure(
              e ->
                  fail(
                      new Failure.Transient(
                          FailureKind.UNREACHABLE,
                          "endpoint '" + settings.name() + "' cannot be reached: " + name(e))));
    }

    private RequestOptions chat() {
      RequestOptions options =
          options("/chat/completions")
              .setMethod(HttpMethod.POST)
              .putHeader("content-type", "application/json")
              .putHeader("x-client-request-id", tag.callId());
      if (settings.identifyCalls()) {
        options
            .putHeader("x-oracle-query-id", percentEncode(tag.queryId()))
            .putHeader("x-oracle-attempt", Integer.toString(tag.attempt()))
            .putHeader("x-oracle-worker", worker);
      }
      return options;
    }

    private void send(HttpClientRequest ready) {
      request = ready;
      if (over) {
        ready.reset();
        return;
      }
      ready
          .send(Buffer.buffer(body))
          .onSuccess(this::receive)
          .onFailure(e -> connectionLost(e, "before the reply"));
    }

    private void receive(HttpClientResponse response) {
      if (over) {
        return;
      }
      reach();
      boolean successful = response.statusCode() >= 200 && response.statusCode() < 300;
      int limit = successful ? settings.maxResponseBytes() : MAX_ERROR_BYTES;
      Buffer buffer = Buffer.buffer();
      received = buffer;
      response
          .exceptionHandler(e -> connectionLost(e, "within the reply"))
          .handler(part -> append(response, part, limit))
          .endHandler(
              ignored -> {
                replyEnded = true;
                finish(response);
              });
    }

    private void append(HttpClientResponse response, Buffer part, int limit) {
      Buffer buffer = received;
      if (over || buffer == null) {
        return;
      }
      if (buffer.length() + part.length() <= limit) {
        buffer.appendBuffer(part);
      } else if (limit == MAX_ERROR_BYTES) {
        finish(response);
      } else {
        fail(
            new Failure.Permanent(
                FailureKind.ANSWER_TOO_LARGE,
                "reply of endpoint '" + settings.name() + "' exceeds " + limit + " bytes"));
      }
    }

    private void finish(HttpClientResponse response) {
      if (over) {
        return;
      }
      byte[] bytes = received == null ? new byte[0] : received.getBytes();
      int status = response.statusCode();
      if (status < 200 || status >= 300) {
        fail(
            HttpFailures.classify(
                settings.name(),
                status,
                ChatCompletionCodec.errorCode(bytes),
                HttpFailures.retryAfter(
                    response.getHeader("retry-after-ms"),
                    response.getHeader("retry-after"),
                    clock.instant())));
        return;
      }
      Completion completion = ChatCompletionCodec.decode(bytes);
      if (completion == null) {
        fail(
            new Failure.Transient(
                FailureKind.MALFORMED_RESPONSE,
                "reply of endpoint '" + settings.name() + "' is not a chat completion"));
        return;
      }
      end();
      listener.completed(completion);
    }

    private void timedOut() {
      fail(
          new Failure.Transient(
              FailureKind.TIMEOUT,
              "endpoint '"
                  + settings.name()
                  + "' did not answer within "
                  + settings.callTimeout().toMillis()
                  + " ms"));
    }

    private void connectionLost(Throwable e, String when) {
      fail(
          new Failure.Transient(
              FailureKind.CONNECTION_LOST,
              "connection to endpoint '" + settings.name() + "' broke " + when + ": " + name(e)));
    }

    private void fail(Failure failure) {
      if (over) {
        return;
      }
      if (request != null) {
        reach();
      }
      end();
      listener.failed(failure);
    }

    /** A reply that was read to its end leaves its connection fit for the next call. */
    private void end() {
      if (over) {
        return;
      }
      over = true;
      loop.ended();
      vertx.cancelTimer(timeout);
      if (request != null && !replyEnded) {
        request.reset();
      }
    }

    private void reach() {
      if (!reached) {
        reached = true;
        listener.reached();
      }
    }
  }

  /** What failed, in one word: messages of network errors may quote what was sent. */
  private static String name(Throwable e) {
    return e.getClass().getSimpleName();
  }

  private static String percentEncode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private record RequestTarget(boolean ssl, String host, int port, String basePath) {
    static RequestTarget of(URI url) {
      boolean ssl = "https".equals(url.getScheme());
      int port = url.getPort() >= 0 ? url.getPort() : ssl ? 443 : 80;
      String base = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
      return new RequestTarget(ssl, url.getHost(), port, base);
    }
  }
}
