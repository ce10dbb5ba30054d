package dev.rulekeeper.secret.expiry;

import java.util.Arrays;
import java.util.Optional;

/** Where a date of expiry comes from, the key {@code expires-from} of the ledger. */
public enum ExpirySource {
  /** A person wrote it. */
  PERSON("person", "written by a person"),
  /** The value, or the address that it signs, says so. */
  VALUE("value", "the value says so"),
  /** No value of its kind lives longer. */
  LATEST("latest", "at the latest"),
  /** The organization lists the token. */
  ORGANIZATION("organization", "the organization says so"),
  /** The service that takes the value says so. */
  SERVICE("service", "the service says so");

  private final String word;
  private final String meaning;

  ExpirySource(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  /** The word in the ledger and in JSON. */
  public String word() {
    return word;
  }

  /** What it means, as the end of a line that begins with the date. */
  public String meaning() {
    return meaning;
  }

  /** The source that the ledger calls {@code word}, if there is one. */
  public static Optional<ExpirySource> of(String word) {
    return Arrays.stream(values()).filter(source -> source.word.equals(word)).findFirst();
  }
}
