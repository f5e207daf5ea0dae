package io.firstserved.benchmarks;

import io.firstserved.serialization.EventSerializer;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcSQLErrorCodesResolver;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Axon's JDBC engine as Axon's documentation sets it up with Spring: one transaction per command on
 * a connection of a shared pool, indexes by auto-increment. The same columns and unique keys.
 */
final class StockEngine implements MeasuredEngine {

  private static final String TABLE = "stock_event_entry";

  private final EmbeddedEventStore store;
  private final CommandGateway commands;

  /**
   * @param database with the log's schema in it
   */
  StockEngine(BenchmarkDatabase database) {
    createTable(database);
    var transactions = new SpringTransactionManager(new JdbcTransactionManager(database.pool()));
    var serializer = EventSerializer.create();
    var engine =
        JdbcEventStorageEngine.builder()
            .connectionProvider(new SpringDataSourceConnectionProvider(database.pool()))
            .transactionManager(transactions)
            .eventSerializer(serializer)
            .snapshotSerializer(serializer)
            .persistenceExceptionResolver(new JdbcSQLErrorCodesResolver())
            .schema(schema())
            .build();
    store = EmbeddedEventStore.builder().storageEngine(engine).build();
    commands = MeasuredEngine.gateway(store, transactions);
  }

  private static void createTable(BenchmarkDatabase database) {
    database.jdbc().sql("DROP TABLE IF EXISTS " + TABLE).update();
    database.jdbc().sql("CREATE TABLE " + TABLE + " LIKE domain_event_entry").update();
    database
        .jdbc()
        .sql("ALTER TABLE " + TABLE + " MODIFY global_index BIGINT NOT NULL AUTO_INCREMENT")
        .update();
  }

  private static EventSchema schema() {
    return EventSchema.builder()
        .eventTable(TABLE)
        .globalIndexColumn("global_index")
        .eventIdentifierColumn("event_identifier")
        .aggregateIdentifierColumn("aggregate_identifier")
        .sequenceNumberColumn("sequence_number")
        .typeColumn("type")
        .timestampColumn("time_stamp")
        .payloadTypeColumn("payload_type")
        .payloadRevisionColumn("payload_revision")
        .payloadColumn("payload")
        .metaDataColumn("meta_data")
        .build();
  }

  @Override
  public String name() {
    return "stock";
  }

  @Override
  public String table() {
    return TABLE;
  }

  @Override
  public CommandGateway commands() {
    return commands;
  }

  @Override
  public void close() {
    store.shutDown();
  }
}
