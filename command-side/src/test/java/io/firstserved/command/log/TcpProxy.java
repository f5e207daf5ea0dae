package io.firstserved.command.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A network between a client and a server that can lose what passes, or fall silent, or break. */
final class TcpProxy implements AutoCloseable {

  private final ServerSocket listening;
  private final int serverPort;
  private final List<Link> links = new CopyOnWriteArrayList<>();

  TcpProxy(int serverPort) {
    this.serverPort = serverPort;
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** From now on nothing the server says on the present connections arrives. */
  void loseAnswers() {
    links.forEach(link -> link.answersLost = true);
  }

  /** From now on nothing the client says on the present connections arrives. */
  void loseRequests() {
    links.forEach(link -> link.requestsLost = true);
  }

  /** Breaks the present connections. */
  void cut() {
    links.forEach(Link::close);
  }

  @Override
  public void close() {
    quietly(listening);
    cut();
  }

  private void accept() {
    try {
      while (true) {
        var client = listening.accept();
        links.add(new Link(client, new Socket(InetAddress.getLoopbackAddress(), serverPort)));
      }
    } catch (IOException closed) {
      cut();
    }
  }

  private static void quietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Link {
    private final Socket client;
    private final Socket server;
    private volatile boolean answersLost;
    private volatile boolean requestsLost;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
      Thread.ofVirtual().start(() -> carry(client, server, false));
      Thread.ofVirtual().start(() -> carry(server, client, true));
    }

    private void carry(Socket from, Socket to, boolean answers) {
      var buffer = new byte[16_384];
      try {
        var in = from.getInputStream();
        var out = to.getOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          if (!(answers ? answersLost : requestsLost)) {
            out.write(buffer, 0, read);
          }
        }
        close();
      } catch (IOException broken) {
        close();
      }
    }

    void close() {
      quietly(client);
      quietly(server);
    }
  }
}
