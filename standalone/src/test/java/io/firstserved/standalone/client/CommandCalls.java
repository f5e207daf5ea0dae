package io.firstserved.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.client.command.CampaignsApi;
import io.firstserved.client.command.FlowControlApi;
import io.firstserved.client.command.GateApi;
import io.firstserved.client.command.IssuanceApi;
import io.firstserved.client.command.LogApi;
import io.firstserved.client.command.RedemptionApi;
import io.firstserved.client.command.model.AcceptRequest;
import io.firstserved.client.command.model.CampaignAnswer;
import io.firstserved.client.command.model.CouponAnswer;
import io.firstserved.client.command.model.CreateCampaignRequest;
import io.firstserved.client.command.model.FlowControlChange;
import io.firstserved.client.command.model.IssueRequest;
import io.firstserved.client.command.model.IssuedCoupon;
import io.firstserved.client.command.model.Problem;
import io.firstserved.client.command.model.RaiseQuotaRequest;
import io.firstserved.client.command.model.RedeemRequest;
import io.firstserved.client.command.model.RevokeRequest;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** Calls every operation of the command side. */
final class CommandCalls {

  private static final String KEY = "key-" + UUID.randomUUID();

  private final GeneratedClient client;
  private final CampaignsApi campaigns;
  private final IssuanceApi issuance;
  private final RedemptionApi redemption;
  private final FlowControlApi flow;
  private final GateApi gate;
  private final LogApi log;

  CommandCalls(GeneratedClient client) {
    this.client = client;
    campaigns = new CampaignsApi(client.http());
    issuance = new IssuanceApi(client.http());
    redemption = new RedemptionApi(client.http());
    flow = new FlowControlApi(client.http());
    gate = new GateApi(client.http());
    log = new LogApi(client.http());
  }

  /** A campaign that is open, and was paused in between. */
  void open(String campaign) throws IOException {
    var terms = new CreateCampaignRequest().campaignId(campaign).name("Generated").quota(5L);
    var created = client.answer(201, () -> campaigns.createCampaignWithHttpInfo(terms, null));
    assertThat(created.getState()).isEqualTo(CampaignAnswer.StateEnum.OPEN);
    var six = new RaiseQuotaRequest().quota(6L);
    var raised = client.answer(200, () -> campaigns.raiseQuotaWithHttpInfo(campaign, six, null));
    assertThat(raised.getQuota()).isEqualTo(6);
    var paused = client.answer(200, () -> campaigns.pauseCampaignWithHttpInfo(campaign, KEY));
    assertThat(paused.getState()).isEqualTo(CampaignAnswer.StateEnum.PAUSED);
    client.answer(200, () -> campaigns.resumeCampaignWithHttpInfo(campaign, null));
    var again = client.answer(200, () -> campaigns.pauseCampaignWithHttpInfo(campaign, KEY));
    assertThat(again).isEqualTo(paused);
    var reused =
        client.refusal(
            422, Problem.class, () -> campaigns.closeCampaignWithHttpInfo(campaign, KEY));
    assertThat(reused.getReason()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
  }

  /** A campaign that opens tomorrow, its quota unlimited: a null that has to be sent. */
  void openTomorrow() throws IOException {
    var id = "tomorrow-" + UUID.randomUUID().toString().substring(0, 8);
    var opensAt = OffsetDateTime.now(ZoneOffset.UTC).plusDays(1);
    var terms = new CreateCampaignRequest().campaignId(id).name("Tomorrow").quota(null);
    client.answer(201, () -> campaigns.createCampaignWithHttpInfo(terms.opensAt(opensAt), null));
    var refused =
        client.refusal(403, Problem.class, () -> issuance.issueCouponWithHttpInfo(id, null, null));
    assertThat(refused.getReason()).isEqualTo("NOT_OPEN");
    assertThat(refused.getOpensAt()).isEqualToIgnoringNanos(opensAt);
    assertThat(refused.getRetryAfterSeconds()).isPositive();
  }

  /** What is wrong with a request is read as it is specified. */
  void refuseNamingTheField() throws IOException {
    var nameless = new CreateCampaignRequest().name("").quota(0L);
    var refused =
        client.refusal(
            400, Problem.class, () -> campaigns.createCampaignWithHttpInfo(nameless, null));
    assertThat(refused.getReason()).isEqualTo("INVALID_REQUEST");
    assertThat(refused.getErrors()).extracting("field").contains("name", "quota");
  }

  /** Issues the user's coupon, and asks for another. */
  IssuedCoupon issue(String campaign, String user) throws IOException {
    var request = new IssueRequest().userId(user);
    var coupon =
        client.answer(201, () -> issuance.issueCouponWithHttpInfo(campaign, "key", request));
    assertThat(coupon.getUserId()).isEqualTo(user);
    var again =
        client.refusal(
            409, Problem.class, () -> issuance.issueCouponWithHttpInfo(campaign, null, request));
    assertThat(again.getReason()).isEqualTo("ALREADY_ISSUED");
    assertThat(again.getCouponId()).isEqualTo(coupon.getCouponId());
    assertThat(again.getSerial()).isEqualTo(coupon.getSerial());
    var state = client.answer(200, () -> gate.findGateWithHttpInfo(campaign));
    assertThat(state.getUsed()).isPositive();
    return coupon;
  }

  /** Redeems a coupon, takes that back and revokes it. */
  void use(String coupon) {
    var order = new RedeemRequest().orderId("order-1");
    var redeemed =
        client.answer(200, () -> redemption.redeemCouponWithHttpInfo(coupon, order, null));
    assertThat(redeemed.getStatus()).isEqualTo(CouponAnswer.StatusEnum.REDEEMED);
    assertThat(redeemed.getOrderId()).isEqualTo("order-1");
    client.answer(200, () -> redemption.undoRedemptionWithHttpInfo(coupon, "order-1", null));
    var reason = new RevokeRequest().reason("tried");
    var revoked =
        client.answer(200, () -> redemption.revokeCouponWithHttpInfo(coupon, null, reason));
    assertThat(revoked.getStatus()).isEqualTo(CouponAnswer.StatusEnum.REVOKED);
  }

  /** What operators ask; nothing is changed by it. */
  void operate() throws IOException {
    var limits = client.answer(200, flow::findFlowControlWithHttpInfo);
    var same = new FlowControlChange().inFlight(limits.getInFlight());
    client.answer(200, () -> flow.changeFlowControlWithHttpInfo(same));
    var whole = client.answer(200, log::findLogWithHttpInfo);
    var accept = new AcceptRequest().head(whole.getHead()).reason("tried");
    var refused = client.refusal(409, Problem.class, () -> log.acceptLogWithHttpInfo(accept, null));
    assertThat(refused.getReason()).isEqualTo("LOG_NOT_DIVERGED");
  }

  void close(String campaign) {
    var closed = client.answer(200, () -> campaigns.closeCampaignWithHttpInfo(campaign, null));
    assertThat(closed.getState()).isEqualTo(CampaignAnswer.StateEnum.CLOSED);
  }
}
