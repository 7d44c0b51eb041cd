package org.homeroom.keycloak.support;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A network in the notation of CIDR, such as {@code 10.20.0.0/16} or {@code 2001:db8::/32}; an
 * address alone is a network of one.
 */
public final class Network {
  /** What Java would not take for the name of a host, which it would look up. */
  private static final Pattern LITERAL =
      Pattern.compile(
          "((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

  private static final Pattern LENGTH = Pattern.compile("\\d{1,3}");

  private final byte[] prefix;
  private final int bits;

  private Network(byte[] prefix, int bits) {
    this.prefix = prefix;
    this.bits = bits;
  }

  /**
   * @return empty for what is no network, such as one with bits of a single address in it
   */
  public static Optional<Network> parse(String text) {
    int slash = text.indexOf('/');
    String length = slash < 0 ? null : text.substring(slash + 1);
    if (length != null && !LENGTH.matcher(length).matches()) {
      return Optional.empty();
    }
    return bytesOf(slash < 0 ? text : text.substring(0, slash))
        .flatMap(
            address -> {
              int most = address.length * Byte.SIZE;
              int bits = length == null ? most : Integer.parseInt(length);
              return bits <= most && Arrays.equals(masked(address, bits), address)
                  ? Optional.of(new Network(address, bits))
                  : Optional.empty();
            });
  }

  /**
   * @param address as Keycloak tells it; whatever is no IP address is in no network
   */
  public boolean contains(String address) {
    return bytesOf(address)
        .filter(other -> other.length == prefix.length)
        .map(other -> Arrays.equals(masked(other, bits), prefix))
        .orElse(false);
  }

  /** IPv4 addresses that are written as IPv6 ones come out as IPv4. */
  private static Optional<byte[]> bytesOf(String address) {
    String literal = withoutZone(address);
    if (!LITERAL.matcher(literal).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(literal).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** The zone of a link-local address names an interface of the server. */
  private static String withoutZone(String address) {
    int percent = address.indexOf('%');
    return percent < 0 ? address : address.substring(0, percent);
  }

  private static byte[] masked(byte[] address, int bits) {
    byte[] masked = new byte[address.length];
    for (int index = 0; index < address.length; index++) {
      int kept = Math.max(0, Math.min(Byte.SIZE, bits - index * Byte.SIZE));
      masked[index] = (byte) (address[index] & 0xFF << Byte.SIZE - kept);
    }
    return masked;
  }
}
