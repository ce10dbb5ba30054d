package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.ledger.LedgerEntry;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Every secret: how many rules use it, its owner, when it expires, what it shares a value with. */
public final class SecretListing {
  private final List<Row> rows;

  private SecretListing(List<Row> rows) {
    this.rows = rows;
  }

  /**
   * The secrets that {@code files} use and {@code ledger} has.
   *
   * @param values gives their values as far as they are at hand, for names
   */
  public static SecretListing of(
      List<RuleFile> files, Ledger ledger, Function<SortedSet<SecretName>, SecretMap> values) {
    SortedMap<SecretName, List<SecretUsage.Row>> uses = SecretUsage.in(files);
    SortedSet<SecretName> names = new TreeSet<>(uses.keySet());
    names.addAll(ledger.entries().keySet());
    SecretMap secrets = values.apply(names);
    List<Row> rows = new ArrayList<>();
    for (SecretName name : names) {
      List<SecretUsage.Row> places = uses.getOrDefault(name, List.of());
      rows.add(
          new Row(
              name,
              places.stream().map(row -> row.file().rule().id()).distinct().count(),
              places.size(),
              Optional.ofNullable(ledger.entries().get(name)),
              sharing(name, secrets)));
    }
    return new SecretListing(rows);
  }

  private record Row(
      SecretName name,
      long rules,
      int places,
      Optional<LedgerEntry> entry,
      List<SecretName> sharing) {
    String note() {
      if (entry.isEmpty()) {
        return "undeclared";
      }
      return places == 0 ? "unused" : "";
    }

    /** The note and the names with the same value, for a reader. */
    String notes() {
      List<String> notes = new ArrayList<>();
      if (!note().isEmpty()) {
        notes.add(note());
      }
      if (!sharing.isEmpty()) {
        notes.add(
            "same value as " + String.join(", ", sharing.stream().map(SecretName::value).toList()));
      }
      return String.join("; ", notes);
    }

    String owner() {
      return entry.flatMap(LedgerEntry::owner).orElse("");
    }

    String expires() {
      return entry.flatMap(LedgerEntry::expires).map(Object::toString).orElse("");
    }

    String hosts() {
      return entry.map(e -> String.join(", ", e.hosts())).orElse("");
    }
  }

  private static List<SecretName> sharing(SecretName name, SecretMap secrets) {
    return secrets.value(name).isEmpty()
        ? List.of()
        : secrets.names().stream()
            .filter(other -> !other.equals(name))
            .filter(other -> secrets.value(other).equals(secrets.value(name)))
            .toList();
  }

  /** The list in {@code format}; {@code style} is for text. */
  public String in(OutputFormat format, TextStyle style) {
    return switch (format) {
      case JSON -> json();
      case MARKDOWN -> table().markdown();
      case TEXT -> table().text(style);
    };
  }

  private Table table() {
    Table table =
        new Table("SECRET", "RULES", "PLACES", "OWNER", "EXPIRES", "HOSTS", "NOTE")
            .droppable("PLACES");
    rows.forEach(
        row ->
            table.add(
                row.name().value(),
                Long.toString(row.rules()),
                Integer.toString(row.places()),
                row.owner(),
                row.expires(),
                row.hosts(),
                row.notes()));
    return table;
  }

  private String json() {
    ArrayNode list = ExactJson.array();
    for (Row row : rows) {
      ObjectNode node =
          list.addObject()
              .put("name", row.name().value())
              .put("rules", row.rules())
              .put("places", row.places())
              .put("owner", row.owner())
              .put("expires", row.expires())
              .put("note", row.note());
      ArrayNode sharing = node.putArray("sharesValueWith");
      row.sharing().forEach(other -> sharing.add(other.value()));
      ArrayNode hosts = node.putArray("hosts");
      row.entry().ifPresent(entry -> entry.hosts().forEach(hosts::add));
    }
    return ExactJson.writePretty(list) + "\n";
  }
}
