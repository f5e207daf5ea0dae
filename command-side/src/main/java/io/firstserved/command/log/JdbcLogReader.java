package io.firstserved.command.log;

import io.firstserved.api.campaign.CampaignEvent;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.event.StoredEventType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the log by its keys, through the same serializer and upcasters as the event store. */
final class JdbcLogReader implements LogReader, RequestsInLog {

  private static final String ROWS = "SELECT * FROM domain_event_entry WHERE ";

  // A campaign's issues are the identifiers campaign#serial, and '$' is the character after '#'.
  private static final String ISSUES_OF_CAMPAIGN =
      "event_identifier > :after AND event_identifier < :end";

  private final JdbcClient jdbc;
  private final EventStorageEngine engine;
  private final Serializer serializer;
  private final EventUpcaster upcasters;
  private final int page;

  JdbcLogReader(
      JdbcClient jdbc,
      EventStorageEngine engine,
      Serializer serializer,
      EventUpcaster upcasters,
      LogProperties limits) {
    this.jdbc = jdbc;
    this.engine = engine;
    this.serializer = serializer;
    this.upcasters = upcasters;
    this.page = limits.readPage();
  }

  @Override
  public List<CampaignEvent> campaignEvents(CampaignId campaign) {
    return LogFailures.reading(
        () ->
            engine
                .readEvents(campaign.value())
                .asStream()
                .map(event -> (CampaignEvent) event.getPayload())
                .toList());
  }

  @Override
  public Optional<Issue> findIssue(CouponId coupon) {
    return LogFailures.reading(
        () ->
            jdbc.sql(ROWS + "aggregate_identifier = :id AND sequence_number = 0")
                .param("id", coupon.value())
                .query(this::issue)
                .optional());
  }

  @Override
  public Optional<Issue> findIssue(CampaignId campaign, long serial) {
    return LogFailures.reading(
        () ->
            jdbc.sql(ROWS + "event_identifier = :id")
                .param("id", campaign.value() + '#' + serial)
                .query(this::issue)
                .optional());
  }

  @Override
  public void forEachIssue(CampaignId campaign, Consumer<Issue> consumer) {
    var after = campaign.value() + '#';
    List<Issue> issues;
    do {
      issues = issuesAfter(campaign, after);
      issues.forEach(consumer);
      after = issues.isEmpty() ? after : issues.getLast().event().eventIdentifier();
    } while (issues.size() == page);
  }

  private List<Issue> issuesAfter(CampaignId campaign, String eventIdentifier) {
    return LogFailures.reading(
        () ->
            jdbc.sql(ROWS + ISSUES_OF_CAMPAIGN + " ORDER BY event_identifier LIMIT :page")
                .param("after", eventIdentifier)
                .param("end", campaign.value() + '$')
                .param("page", page)
                .query(this::issue)
                .list());
  }

  @Override
  public void forEachIssueAfter(CampaignId campaign, long globalIndex, Consumer<Issue> consumer) {
    long head = head();
    for (long after = globalIndex; after < head; after += page) {
      issuesBetween(campaign, after, after + page).forEach(consumer);
    }
  }

  private List<Issue> issuesBetween(CampaignId campaign, long after, long last) {
    return LogFailures.reading(
        () ->
            jdbc.sql(
                    ROWS + "global_index > :from AND global_index <= :to AND " + ISSUES_OF_CAMPAIGN)
                .param("from", after)
                .param("to", last)
                .param("after", campaign.value() + '#')
                .param("end", campaign.value() + '$')
                .query(this::issue)
                .list());
  }

  @Override
  public long countIssues(CampaignId campaign) {
    return LogFailures.reading(
        () ->
            jdbc.sql("SELECT COUNT(*) FROM domain_event_entry WHERE " + ISSUES_OF_CAMPAIGN)
                .param("after", campaign.value() + '#')
                .param("end", campaign.value() + '$')
                .query(Long.class)
                .single());
  }

  @Override
  public long head() {
    return LogFailures.reading(
        () -> jdbc.sql("SELECT head FROM log_position WHERE id = 1").query(Long.class).single());
  }

  @Override
  public Instant now() {
    return LogFailures.reading(
        () ->
            jdbc.sql("SELECT UTC_TIMESTAMP(3)")
                .query(
                    (row, number) ->
                        row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC))
                .single());
  }

  @Override
  public Optional<History> find(String aggregate, String request) {
    var stored =
        LogFailures.reading(
            () ->
                jdbc.sql(ROWS + "aggregate_identifier = :id ORDER BY sequence_number")
                    .param("id", aggregate)
                    .query((row, number) -> new Stored(read(row), row.getLong("global_index")))
                    .list());
    for (int last = 0; last < stored.size(); last++) {
      if (request.equals(stored.get(last).event.getMetaData().get(EventMetaData.REQUEST))) {
        var events =
            stored.subList(0, last + 1).stream().map(event -> event.event.getPayload()).toList();
        return Optional.of(new History(List.<Object>copyOf(events), stored.get(last).globalIndex));
      }
    }
    return Optional.empty();
  }

  private record Stored(DomainEventMessage<?> event, long globalIndex) {}

  private Issue issue(ResultSet row, int number) throws SQLException {
    var event = read(row);
    if (!(event.getPayload() instanceof CouponIssued issued)) {
      throw new IllegalStateException(
          "not a "
              + StoredEventType.COUPON_ISSUED.alias()
              + " at global index "
              + row.getLong("global_index"));
    }
    var key = event.getMetaData().get(EventMetaData.IDEMPOTENCY_KEY);
    return new Issue(row.getLong("global_index"), issued, key == null ? null : key.toString());
  }

  private DomainEventMessage<?> read(ResultSet row) throws SQLException {
    var entry =
        new GenericDomainEventEntry<>(
            row.getString("type"),
            row.getString("aggregate_identifier"),
            row.getLong("sequence_number"),
            row.getString("event_identifier"),
            row.getString("time_stamp"),
            row.getString("payload_type"),
            row.getString("payload_revision"),
            row.getBytes("payload"),
            row.getBytes("meta_data"));
    return EventStreamUtils.upcastAndDeserializeDomainEvents(
            Stream.of(entry), serializer, upcasters)
        .next();
  }
}
