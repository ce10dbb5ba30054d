package dev.rulekeeper.plan;

import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.secret.fingerprint.Fingerprints;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
import dev.rulekeeper.secret.render.Rendering;
import java.util.Optional;

/**
 * A site, and what rules become on it.
 *
 * @param api the way there
 * @param cloud its id
 * @param rendering the values for placeholders
 * @param fingerprints name what the site holds, for a sync to find it as the plan saw it
 * @param lasting fingerprints that can be compared with those in the base, where there is a key for
 *     them
 */
public record SiteContext(
    AutomationApi api,
    CloudId cloud,
    Rendering rendering,
    Fingerprints fingerprints,
    Optional<TagFingerprints> lasting) {

  /** One without fingerprints that last: what the site hides cannot be compared. */
  public SiteContext(
      AutomationApi api, CloudId cloud, Rendering rendering, Fingerprints fingerprints) {
    this(api, cloud, rendering, fingerprints, Optional.empty());
  }
}
