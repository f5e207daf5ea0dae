package io.firstserved.loadtest.driver;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One connection, kept open, with one request on its way at most. */
final class Connection {

  private static final int READ_BUFFER_BYTES = 8_192;

  private final InetSocketAddress address;
  private final String head;
  private final Selector selector;
  private final ByteBuffer read = ByteBuffer.allocateDirect(READ_BUFFER_BYTES);
  private final Answer answer = new Answer();
  private @Nullable SocketChannel channel;
  private ByteBuffer unsent = ByteBuffer.allocate(0);
  private boolean connected;

  /** Whose request is on its way; null: none. */
  @Nullable String user;

  /** Since when that request has been due, and since when it has been on its way. */
  long dueSince;

  long sentAt;

  /** Not before this instant is a broken connection opened again. */
  long reopenAt;

  Connection(URI target, Plan plan, Selector selector) {
    this.address = new InetSocketAddress(target.getHost(), target.getPort());
    this.selector = selector;
    var head = new StringBuilder();
    head.append("POST /api/v1/campaigns/").append(plan.campaign()).append("/coupons HTTP/1.1\r\n");
    head.append("Host: ").append(target.getAuthority()).append("\r\n");
    head.append("Content-Type: application/json\r\n");
    plan.headers().forEach(line -> head.append(line).append("\r\n"));
    this.head = head.toString();
  }

  /** Begins to connect; says whether that is done already. */
  boolean open() throws IOException {
    var opened = SocketChannel.open();
    channel = opened;
    opened.configureBlocking(false);
    opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
    connected = opened.connect(address);
    opened.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
    return connected;
  }

  boolean isOpen() {
    return channel != null;
  }

  void finishConnect(SelectionKey key) throws IOException {
    connected = open(channel).finishConnect();
    key.interestOps(SelectionKey.OP_READ);
  }

  void send(String forUser, String authorization, long due, long now) throws IOException {
    user = forUser;
    dueSince = due;
    sentAt = now;
    answer.clear();
    var body = "{\"userId\":\"" + forUser + "\"}";
    var length = "Content-Length: " + body.length() + "\r\n\r\n";
    unsent = ByteBuffer.wrap((head + authorization + length + body).getBytes(US_ASCII));
    write();
  }

  void write() throws IOException {
    var open = open(channel);
    open.write(unsent);
    open.keyFor(selector)
        .interestOps(
            unsent.hasRemaining()
                ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                : SelectionKey.OP_READ);
  }

  /** Reads what came; the answer once it is complete, else null. */
  @Nullable Answer read() throws IOException {
    read.clear();
    if (open(channel).read(read) < 0) {
      throw new EOFException("closed by the server");
    }
    answer.add(read.flip());
    return answer.complete() ? answer : null;
  }

  void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException closedAllTheSame) {
      // A socket that fails to close is of no further use either way.
    }
    channel = null;
    connected = false;
    user = null;
  }

  private static SocketChannel open(@Nullable SocketChannel channel) throws IOException {
    if (channel == null) {
      throw new EOFException("not open");
    }
    return channel;
  }
}
