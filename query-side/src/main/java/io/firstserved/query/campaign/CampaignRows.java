package io.firstserved.query.campaign;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Pageable;
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

  /** Identities behind this one, in their order. */
  @Query(
      """
      select c.campaignId from CampaignRow c
      where c.slot = (select p.liveSlot from ProjectionRow p where p.name = 'campaigns')
        and c.campaignId > :after
      order by c.campaignId
      """)
  List<String> idsAfter(String after, Pageable place);

  /** Those behind the one identity, up to the other, that are like one of the patterns. */
  @Query(
      """
      select c from CampaignRow c
      where c.slot = (select p.liveSlot from ProjectionRow p where p.name = 'campaigns')
        and c.campaignId > :after and c.campaignId <= :last and c.name is not null
        and (lower(c.campaignId) like lower(:idPattern) escape '!'
          or lower(c.name) like lower(:namePattern) escape '!')
      order by c.campaignId
      """)
  List<CampaignRow> like(
      String after, String last, String idPattern, String namePattern, Limit limit);

  /** Those that issued since then, the latest first. */
  @Query(
      """
      select c from CampaignRow c
      where c.slot = (select p.liveSlot from ProjectionRow p where p.name = 'campaigns')
        and c.lastIssuedAt > :since and c.name is not null
      order by c.lastIssuedAt desc
      """)
  List<CampaignRow> issuedSince(Instant since, Limit limit);

  /** Those that have not issued yet, the one created last first. */
  @Query(
      """
      select c from CampaignRow c
      where c.slot = (select p.liveSlot from ProjectionRow p where p.name = 'campaigns')
        and c.lastIssuedAt is null and c.name is not null
      order by c.createdAt desc
      """)
  List<CampaignRow> notIssued(Limit limit);
}
