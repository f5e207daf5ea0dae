package io.firstserved.query.timeline;

import java.util.Collection;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads seconds of the live slot. */
interface TimelineRows extends Repository<TimelineRow, TimelineRow.Key> {

  @Query(
      """
      select t from TimelineRow t
      where t.slot = (select p.liveSlot from ProjectionRow p where p.name = 'timeline')
        and t.campaignId = :campaignId and t.epochSecond > :after
      order by t.epochSecond
      """)
  List<TimelineRow> listAfter(String campaignId, long after, Limit limit);

  @Query(
      """
      select t from TimelineRow t
      where t.slot = (select p.liveSlot from ProjectionRow p where p.name = 'timeline')
        and t.campaignId in :campaignIds and t.epochSecond > :after
      order by t.epochSecond
      """)
  List<TimelineRow> ofAllAfter(Collection<String> campaignIds, long after, Limit limit);
}
