package dev.rulekeeper.secret.place;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What becomes of the texts of a component, by its exact {@code component} and {@code type}. The
 * types are an open set; of one that is not in the table nobody can say where it sends its texts.
 */
enum ComponentType {
  /** Sends address, headers and body to the host of its {@code url}. */
  WEB_REQUEST("", ""),
  /** Posts them into a chat by a webhook. */
  CHAT("", "message"),
  /** Keeps them in a smart value. */
  VARIABLE("", ""),
  /** Writes them into the audit log. */
  LOG("", "log"),
  /** Shows them in a comment. */
  COMMENT("", "comment"),
  /** Mails them. */
  EMAIL("", "email"),
  /** Writes them into a field of a work item, page or asset. */
  EDIT("", "field"),
  /** Compares them: who can choose the other side can guess at them, and the audit log tells. */
  DECISION("", "condition"),
  /** Starts the rule; what its other settings become is not known. */
  TRIGGER(SecretUse.UNKNOWN_HOST, ""),
  /** Starts the rule for whoever sends its token. */
  INCOMING_WEBHOOK(SecretUse.UNKNOWN_HOST, ""),
  /** Not known. */
  OTHER(SecretUse.UNKNOWN_HOST, "");

  private static final Map<String, ComponentType> ACTIONS =
      table(
          Map.of(
              WEB_REQUEST,
              Set.of("jira.issue.outgoing.webhook"),
              CHAT,
              Set.of("slack.notification", "msteams.notification"),
              VARIABLE,
              Set.of(
                  "jira.create.variable",
                  "jira.create.mapping-variable",
                  "jira.create.dynamic-mapping-variable"),
              LOG,
              Set.of("codebarrel.action.log"),
              COMMENT,
              Set.of("jira.issue.comment", "jira.issue.comment.update"),
              EMAIL,
              Set.of("jira.issue.outgoing.email", "action.send-templated-email"),
              DECISION,
              Set.of("jira.lookup.issues"),
              EDIT,
              Set.of(
                  "cmdb.object.create",
                  "cmdb.object.edit.attributes",
                  "confluence.create-page.action",
                  "focus.link-work-to-focus-area.action",
                  "focus.unlink-work-from-focus-area.action",
                  "jira.auto.approve.action",
                  "jira.board.issue.move",
                  "jira.cmdb.field.edit.attributes",
                  "jira.edit.request.type",
                  "jira.issue.add.watcher",
                  "jira.issue.assign",
                  "jira.issue.clone",
                  "jira.issue.create",
                  "jira.issue.create.subtasks",
                  "jira.issue.delete",
                  "jira.issue.delete.comment",
                  "jira.issue.delete.link",
                  "jira.issue.deleteattachment",
                  "jira.issue.edit",
                  "jira.issue.link",
                  "jira.issue.refresh.issue",
                  "jira.issue.set.security.level",
                  "jira.issue.transition",
                  "jira.sd.add.customer",
                  "jira.sd.create.request",
                  "jira.set.entity.property",
                  "jira.sprint.create",
                  "jira.version.create",
                  "jira.version.release",
                  "jira.version.unrelease",
                  "jira.work-item.remote-link.add",
                  "jira.worklog.add",
                  "jsm.create.incident",
                  "security.vulnerability.link")));

  private static final Set<String> CONDITIONS =
      Set.of(
          "jira.comparator.condition",
          "jira.condition.container.block",
          "jira.issue.condition",
          "jira.issue.hasAttachments",
          "jira.issues.related.condition",
          "jira.jql.condition",
          "jira.user.condition");

  private static final Set<String> CONDITION_BLOCKS =
      Set.of("jira.condition.if.block", "jira.condition.else.block");

  private static final Set<String> TRIGGERS =
      Set.of(
          "cmdb.object.trigger",
          "devops.deploy.event.trigger:statechange",
          "jira.issue.event.trigger:assigned",
          "jira.issue.event.trigger:commentDeleted",
          "jira.issue.event.trigger:commentEdited",
          "jira.issue.event.trigger:commented",
          "jira.issue.event.trigger:created",
          "jira.issue.event.trigger:deleted",
          "jira.issue.event.trigger:link",
          "jira.issue.event.trigger:linkDeleted",
          "jira.issue.event.trigger:linked",
          "jira.issue.event.trigger:moved",
          "jira.issue.event.trigger:transitioned",
          "jira.issue.event.trigger:updated",
          "jira.issue.event.trigger:workLogged",
          "jira.issue.event.trigger:worklog",
          "jira.issue.field.changed",
          "jira.jql.scheduled",
          "jira.manual.trigger.issue",
          "jira.multiple.issue.event",
          "jira.sla.threshold.trigger",
          "jira.sprint.event.trigger:completed",
          "jira.sprint.event.trigger:created",
          "jira.sprint.event.trigger:started",
          "jira.version.event.trigger:created",
          "jira.version.event.trigger:deleted",
          "jira.version.event.trigger:released",
          "jira.version.event.trigger:unreleased",
          "jira.version.event.trigger:updated");

  /** The host that its texts go to where no address says so. */
  final String host;

  /** The kind of publishing place that its texts are, or {@code ""}. */
  final String publish;

  ComponentType(String host, String publish) {
    this.host = host;
    this.publish = publish;
  }

  /** The type of a component with these values of {@code component} and {@code type}. */
  static ComponentType of(String component, String type) {
    return switch (component) {
      case "ACTION" -> ACTIONS.getOrDefault(type, OTHER);
      case "CONDITION" -> CONDITIONS.contains(type) ? DECISION : OTHER;
      case "CONDITION_BLOCK" -> CONDITION_BLOCKS.contains(type) ? DECISION : OTHER;
      case "BRANCH" -> type.equals("jira.issue.related") ? DECISION : OTHER;
      case "TRIGGER" -> trigger(type);
      default -> OTHER;
    };
  }

  private static ComponentType trigger(String type) {
    if (type.equals("jira.incoming.webhook")) {
      return INCOMING_WEBHOOK;
    }
    return TRIGGERS.contains(type) ? TRIGGER : OTHER;
  }

  private static Map<String, ComponentType> table(Map<ComponentType, Set<String>> rows) {
    Map<String, ComponentType> table = new TreeMap<>();
    rows.forEach((type, names) -> names.forEach(name -> table.put(name, type)));
    return Map.copyOf(table);
  }
}
