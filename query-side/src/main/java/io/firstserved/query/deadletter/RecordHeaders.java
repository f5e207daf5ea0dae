package io.firstserved.query.deadletter;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.header.Headers;

/** The headers of a parked record in one column: count, then name, length and bytes of each. */
final class RecordHeaders {

  private static final int NO_VALUE = -1;

  private RecordHeaders() {}

  static byte[] write(Headers headers) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      var all = headers.toArray();
      out.writeInt(all.length);
      for (var header : all) {
        out.writeUTF(header.key());
        var value = header.value();
        out.writeInt(value == null ? NO_VALUE : value.length);
        if (value != null) {
          out.write(value);
        }
      }
    } catch (IOException neverInMemory) {
      throw new UncheckedIOException(neverInMemory);
    }
    return bytes.toByteArray();
  }

  static Headers read(byte[] column) {
    var headers = new org.apache.kafka.common.header.internals.RecordHeaders();
    try (var in = new DataInputStream(new ByteArrayInputStream(column))) {
      for (var left = in.readInt(); left > 0; left--) {
        var name = in.readUTF();
        var length = in.readInt();
        headers.add(name, length == NO_VALUE ? null : in.readNBytes(length));
      }
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
    return headers;
  }
}
