package io.firstserved.command.admission;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/** What counts as one address: an IPv4 address, or an IPv6 network of 64 bits. */
final class ClientAddress {

  private static final String PREFIX = "/64";

  private ClientAddress() {}

  /**
   * The address as one text, however it is written; no name is ever looked up.
   *
   * @param literal as the container or a proxy says it
   * @return empty if it is no address
   */
  static Optional<String> of(String literal) {
    try {
      return Optional.of(text(InetAddress.ofLiteral(literal)));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  /** Whoever has one IPv6 address has 2^64: one household or server gets a whole such network. */
  private static String text(InetAddress address) {
    return address instanceof Inet6Address
        ? HexFormat.of().toHexDigits(ByteBuffer.wrap(address.getAddress()).getLong()) + PREFIX
        : address.getHostAddress();
  }
}
