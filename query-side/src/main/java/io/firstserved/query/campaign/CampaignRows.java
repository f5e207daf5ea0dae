package io.firstserved.query.campaign;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads campaigns of the live slot. A row without a name is a campaign not yet projected. */
interface CampaignRows extends Repository<CampaignRow, CampaignRow.Key> {

  @Query(
      """
      select c from CampaignRow c
      where c.slot = (select p.liveSlot from ProjectionRow p where p.name = 'campaigns')
        and c.campaignId = :campaignId and c.name is not null
      """)
  Optional<CampaignRow> find(String campaignId);

  @Query(
      """
      select c from CampaignRow c
      where c.slot = (select p.liveSlot from ProjectionRow p where p.name = 'campaigns')
        and c.campaignId > :after and c.name is not null
      order by c.campaignId
      """)
  List<CampaignRow> listAfter(String after, Limit limit);

  @Query(
      """
      select c from CampaignRow c
      where c.slot = (select p.liveSlot from ProjectionRow p where p.name = 'campaigns')
        and c.lastIssuedAt > :since and c.name is not null
      order by c.lastIssuedAt desc
      """)
  List<CampaignRow> issuedSince(Instant since, Limit limit);

  /** Those that issued or were created last. */
  @Query(
      """
      select c from CampaignRow c
      where c.slot = (select p.liveSlot from ProjectionRow p where p.name = 'campaigns')
        and c.name is not null
      order by coalesce(c.lastIssuedAt, c.createdAt) desc, c.campaignId
      """)
  List<CampaignRow> latest(Limit limit);
}
