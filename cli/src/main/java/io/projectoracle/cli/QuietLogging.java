package io.projectoracle.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;

/**
 * Logs warnings to standard error. In code, since reading a file of settings would take a good part
 * of the time a client command has. Found by Logback through {@code META-INF/services}.
 */
public final class QuietLogging extends ContextAwareBase implements Configurator {
  /** Made by Logback. */
  public QuietLogging() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{HH:mm:ss.SSS} %-5level [%thread] %logger{0} %msg%n");
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.start();
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(appender);
    // What Kafka's clients warn about is either retried or ends in an error of the command.
    context.getLogger("org.apache.kafka").setLevel(Level.ERROR);
    context.getLogger("kafka").setLevel(Level.ERROR);
    context.getLogger("state.change.logger").setLevel(Level.ERROR);
    // Reports its first request as failed when it comes before the controller is elected; repeated.
    context.getLogger("kafka.server.ControllerApis").setLevel(Level.OFF);
    // One line for each connection that breaks; the worker reports what becomes of its query.
    context.getLogger("io.vertx").setLevel(Level.OFF);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
