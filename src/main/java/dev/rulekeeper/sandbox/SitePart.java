package dev.rulekeeper.sandbox;

/** A part of what answers below the port: some paths, and what they answer. */
interface SitePart {
  /** Whether {@code path} is one of these. */
  boolean has(String path);

  /** The answer to a request for one of these paths. */
  SiteResponse answer(SiteRequest ask);
}
