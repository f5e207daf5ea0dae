package io.firstserved.command.campaign;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignTerms;
import io.firstserved.command.log.LogReader;
import io.firstserved.command.log.identity.IncarnationListener;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Folds campaigns from the log and remembers those used last, up to {@link
 * CampaignCacheProperties#limit}. Unknown campaigns are not remembered, so that one created on
 * another node is found at once. Thread-safe; the lock is never held while the log is read.
 */
@Component
final class CampaignCache implements Campaigns, RehearsalCampaign, IncarnationListener {

  private static final float DEFAULT_LOAD_FACTOR = 0.75f;

  private final LogReader log;
  private final Map<CampaignId, CampaignState> remembered;
  private final Set<CampaignId> rehearsals = ConcurrentHashMap.newKeySet();
  private final SecureRandom random = new SecureRandom();

  CampaignCache(LogReader log, CampaignCacheProperties properties) {
    this.log = log;
    this.remembered = leastRecentlyUsed(properties.limit());
  }

  @Override
  public Optional<CampaignState> find(CampaignId campaign) {
    var known = recall(campaign);
    return known == null ? refresh(campaign) : Optional.of(known);
  }

  @Override
  public Optional<CampaignState> refresh(CampaignId campaign) {
    var known = recall(campaign);
    return known != null && isRehearsal(campaign)
        ? Optional.of(known)
        : CampaignState.of(log.campaignEvents(campaign)).map(this::remember);
  }

  @Override
  public boolean isRehearsal(CampaignId campaign) {
    return rehearsals.contains(campaign);
  }

  @Override
  public CampaignId enter() {
    var id = new CampaignId("rehearsal-" + Long.toHexString(random.nextLong()));
    var terms = new CampaignTerms("rehearsal", null, 1, null, null, null);
    rehearsals.add(id);
    remember(new CampaignState(id, terms, null, null, 0));
    return id;
  }

  @Override
  public void leave(CampaignId campaign) {
    rehearsals.remove(campaign);
    synchronized (remembered) {
      remembered.remove(campaign);
    }
  }

  /** A campaign may have had a higher version in the life that is void. */
  @Override
  public void incarnationBegun() {
    synchronized (remembered) {
      remembered.keySet().removeIf(campaign -> !isRehearsal(campaign));
    }
  }

  private @Nullable CampaignState recall(CampaignId campaign) {
    synchronized (remembered) {
      return remembered.get(campaign);
    }
  }

  /** Of two concurrent readings the newer stays, whichever comes last. */
  private CampaignState remember(CampaignState read) {
    synchronized (remembered) {
      return remembered.merge(
          read.id(), read, (known, fresh) -> fresh.version() >= known.version() ? fresh : known);
    }
  }

  private static Map<CampaignId, CampaignState> leastRecentlyUsed(int limit) {
    return new LinkedHashMap<>(16, DEFAULT_LOAD_FACTOR, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<CampaignId, CampaignState> eldest) {
        return size() > limit;
      }
    };
  }
}
