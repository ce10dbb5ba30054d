package dev.rulekeeper.git;

import dev.rulekeeper.rule.SecretValue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * Tells what runs with the key of the state wrote under a ref from what anybody pushed there, by a
 * keyed hash (HMAC-SHA-256). Without a key everything is believed and nothing is signed.
 */
public final class StateSignature {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String TRAILER = "State-Signature: ";

  private final Optional<SecretKeySpec> key;
  private final Optional<String> trusted;

  private StateSignature(Optional<SecretKeySpec> key, Optional<String> trusted) {
    this.key = key;
    this.trusted = trusted;
  }

  /** Believes everything. */
  public static StateSignature none() {
    return new StateSignature(Optional.empty(), Optional.empty());
  }

  /**
   * Believes what {@code key} signed.
   *
   * @param trusted the id of a commit that is believed without a signature
   */
  public static StateSignature keyedBy(SecretValue key, Optional<String> trusted) {
    byte[] bytes = key.reveal().getBytes(StandardCharsets.UTF_8);
    return new StateSignature(Optional.of(new SecretKeySpec(bytes, ALGORITHM)), trusted);
  }

  /** {@code message} for a commit under {@code ref} of this tree and these parents, signed. */
  String signed(String message, String ref, ObjectId tree, List<ObjectId> parents) {
    String text = message.strip() + "\n";
    return key.isEmpty() ? text : text + "\n" + TRAILER + ofCommit(ref, tree, parents) + "\n";
  }

  /** Whether {@code commit} under {@code ref} needs no signature, or has the right one. */
  boolean isSigned(String ref, RevCommit commit) {
    if (key.isEmpty()) {
      return true;
    }
    String wanted = ofCommit(ref, commit.getTree(), Arrays.asList(commit.getParents()));
    return commit
        .getFullMessage()
        .lines()
        .filter(line -> line.startsWith(TRAILER))
        .anyMatch(line -> same(line.substring(TRAILER.length()), wanted));
  }

  /** Whether {@code commit} has a signature, be it a right one or not. */
  static boolean hasSignature(RevCommit commit) {
    return commit.getFullMessage().lines().anyMatch(line -> line.startsWith(TRAILER));
  }

  /** Whether {@code commit} under {@code ref} is signed, or trusted all the same. */
  boolean believes(String ref, RevCommit commit) {
    return trusted.filter(commit.name()::equals).isPresent() || isSigned(ref, commit);
  }

  /** The signature of the file {@code name} under {@code ref}; nothing without a key. */
  Optional<String> ofFile(String ref, String name, byte[] content) {
    return key.map(
        known -> mac(known, "file", ref, name, new String(content, StandardCharsets.ISO_8859_1)));
  }

  /** Whether {@code signature} is that of the file, or none is needed. */
  boolean isSigned(String ref, String name, byte[] content, Optional<String> signature) {
    return ofFile(ref, name, content)
        .map(wanted -> signature.filter(given -> same(given, wanted)).isPresent())
        .orElse(true);
  }

  private String ofCommit(String ref, ObjectId tree, List<? extends ObjectId> parents) {
    String[] parts = new String[parents.size() + 3];
    parts[0] = "commit";
    parts[1] = ref;
    parts[2] = tree.name();
    for (int i = 0; i < parents.size(); i++) {
      parts[i + 3] = parents.get(i).name();
    }
    return mac(key.orElseThrow(), parts);
  }

  /** No part but the last holds a zero, so none runs into the next. */
  private static String mac(SecretKeySpec key, String... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update("rulekeeper state".getBytes(StandardCharsets.UTF_8));
      for (String part : parts) {
        mac.update((byte) 0);
        mac.update(part.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has " + ALGORITHM, e);
    }
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
