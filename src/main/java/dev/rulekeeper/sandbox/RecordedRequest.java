package dev.rulekeeper.sandbox;

/**
 * A request that the site got, in the order of the answers.
 *
 * @param path the path as sent, without query
 * @param query the query as sent, or {@code ""}
 * @param status the status of the answer; 0 where the connection ended without one
 */
public record RecordedRequest(String method, String path, String query, int status) {}
