package io.firstserved.standalone;

import io.firstserved.standalone.system.Description;

/** What to try once everything runs. */
final class NextSteps {

  private NextSteps() {}

  /** The lines to show; {@code data} is the option that names the folder, or empty. */
  static String after(Description system, String data) {
    return """

        Try next:
          1. A campaign of 100 coupons:
             TOKEN=$(./first-served token --role campaign-admin%3$s)
             curl -i %1$s/api/v1/campaigns -H "Authorization: Bearer $TOKEN" \\
               -H 'Content-Type: application/json' \\
               -d '{"campaignId":"first-sale","name":"First sale","quota":100}'
          2. A coupon for the first who comes:
             curl -i %1$s/api/v1/campaigns/first-sale/coupons \\
               -H 'Content-Type: application/json' -d '{"userId":"kim"}'
          3. The read model, once the event has come through Kafka:
             curl %2$s/api/v1/campaigns/first-sale

        API %1$s/swagger-ui.html   Operations page %2$s/
        Stop: ./first-served down%3$s\
        """
        .formatted(system.commandUrls().getFirst(), system.queryUrls().getFirst(), data);
  }
}
