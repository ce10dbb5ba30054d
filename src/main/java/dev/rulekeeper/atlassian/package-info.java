/**
 * The Automation REST API of one site: requests, paging, retries, limits and errors. The only room
 * that opens an HTTP connection. Never decides what to change, and refuses to send a body that
 * still holds a placeholder or a mask.
 */
@NullMarked
package dev.rulekeeper.atlassian;

import org.jspecify.annotations.NullMarked;
