package io.firstserved.serialization;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.firstserved.api.event.StoredEventType;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.json.JacksonSerializer;

/**
 * The one serializer of events, on both sides: JSON under the aliases of {@link StoredEventType}.
 *
 * <p>A type outside the allow-list reads as {@link UnknownSerializedType}, whatever class its name
 * may be of: a name in a log row or a Kafka header never loads a class. Writing a payload that is
 * not on the list is a programming error.
 */
public final class EventSerializer extends JacksonSerializer {

  private static final SerializedType META_DATA =
      new SimpleSerializedType(MetaData.class.getName(), null);

  /**
   * By default each thread has buffers of its own, 32 KB; every request here is a new virtual
   * thread.
   */
  private static final RecyclerPool<BufferRecycler> BUFFERS =
      JsonRecyclerPools.sharedConcurrentDequePool();

  private EventSerializer(Builder builder) {
    super(builder);
  }

  /** A new serializer; thread-safe, one per application is enough. */
  public static EventSerializer create() {
    return new EventSerializer(builder().objectMapper(objectMapper()));
  }

  /**
   * The JSON dialect of the log: ISO-8601 instants, every property written and none unknown, field
   * order as declared.
   */
  public static ObjectMapper objectMapper() {
    return new ObjectMapper(JsonFactory.builder().recyclerPool(BUFFERS).build())
        .registerModule(new JavaTimeModule())
        .registerModule(new MessageModule())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  @Override
  @SuppressWarnings("rawtypes") // as declared by Serializer
  public Class classForType(SerializedType type) {
    if (type.getName().equals(META_DATA.getName())) {
      return MetaData.class;
    }
    return StoredEventType.ofAlias(type.getName())
        .filter(known -> known.revision().equals(type.getRevision()))
        .<Class<?>>map(StoredEventType::payload)
        .orElse(UnknownSerializedType.class);
  }

  /**
   * The alias and revision a payload of this class is stored under.
   *
   * @throws IllegalArgumentException if the class is not on the allow-list
   */
  @Override
  @SuppressWarnings("rawtypes") // as declared by Serializer
  public SerializedType typeForClass(Class type) {
    if (MetaData.class.equals(type)) {
      return META_DATA;
    }
    return StoredEventType.ofPayload(type)
        .<SerializedType>map(known -> new SimpleSerializedType(known.alias(), known.revision()))
        .orElseThrow(
            () -> new IllegalArgumentException(type.getName() + " is not a stored event type"));
  }
}
