package io.projectoracle.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The two sockets of the broker, bound before Kafka is configured. So a free port is known without
 * the race of "find one, let go, bind again", and a port in use fails here with a plain exception.
 */
final class Listeners implements ServerSocketFactory, AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final byte[] ADDRESS = {127, 0, 0, 1};
  private static final int BACKLOG = 128;

  private final ServerSocketChannel clients;
  private final ServerSocketChannel controller;
  private final int clientsPort;
  private final int controllerPort;

  private Listeners(ServerSocketChannel clients, ServerSocketChannel controller) {
    this.clients = clients;
    this.controller = controller;
    this.clientsPort = clients.socket().getLocalPort();
    this.controllerPort = controller.socket().getLocalPort();
  }

  static Listeners bind(int port) throws IOException {
    var clients = bound(port);
    try {
      return new Listeners(clients, bound(0));
    } catch (IOException e) {
      clients.close();
      throw e;
    }
  }

  /** Host and port of the client listener. */
  String clients() {
    return HOST + ":" + clientsPort;
  }

  /** Host and port of the controller listener. */
  String controller() {
    return HOST + ":" + controllerPort;
  }

  /** Hands a bound socket to Kafka, which closes it when it stops. */
  @Override
  public ServerSocketChannel openServerSocket(
      String listenerName, InetSocketAddress address, int backlog, int receiveBufferSize) {
    return switch (listenerName) {
      case BrokerProperties.CLIENTS -> clients;
      case BrokerProperties.CONTROLLER -> controller;
      default -> throw new IllegalArgumentException("listener is unknown: " + listenerName);
    };
  }

  /** Closes what Kafka did not take over; closing twice does no harm. */
  @Override
  public void close() throws IOException {
    try (clients) {
      controller.close();
    }
  }

  private static ServerSocketChannel bound(int port) throws IOException {
    var channel = ServerSocketChannel.open();
    try {
      channel.bind(new InetSocketAddress(InetAddress.getByAddress(ADDRESS), port), BACKLOG);
      channel.configureBlocking(false); // Kafka registers it with a selector
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
