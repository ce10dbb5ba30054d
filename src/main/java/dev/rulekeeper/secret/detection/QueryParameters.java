package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.detection.CredentialNames.Verdict;
import java.util.regex.Pattern;

/**
 * The parameters of an address, or of a form.
 *
 * @param kind what a credential among them is called
 * @param host where they are sent
 */
record QueryParameters(String kind, String host) {
  /** A version, or a number of something. */
  private static final Pattern SMALL_NUMBER = Pattern.compile("[vV]?[0-9]{1,2}");

  /** A user, beside whom {@code p} is a password. */
  private static final Pattern USER = Pattern.compile("(?:^|&)(?:u|user|usr|login)=");

  private static boolean hasUser(String masked, int start, int end) {
    return USER.matcher(masked).region(start, end).find();
  }

  /**
   * Finds credentials among {@code name=value} pairs that {@code &} separates.
   *
   * @return whether there was one
   */
  boolean search(TextView passage, int start, int end, Candidates found) {
    String masked = passage.masked();
    boolean any = false;
    int at = start;
    while (at < end) {
      int stop = UrlLayer.firstOf(masked, "&;", at, end);
      int equals = UrlLayer.firstOf(masked, "=", at, stop);
      if (equals < stop) {
        String name = masked.substring(at, equals);
        String bare = name.startsWith("amp;") ? name.substring(4) : name;
        String value = passage.literal(equals + 1, stop);
        Verdict verdict = CredentialNames.ofParameter(bare.strip());
        if (bare.equals("p") && PasswordShape.isStriking(value) && hasUser(masked, start, end)) {
          verdict = Verdict.YES;
        }
        if (SMALL_NUMBER.matcher(value).matches()) {
          verdict = Verdict.NO;
        }
        boolean odd = verdict == Verdict.NO && RandomValues.isCredential(bare, value);
        if (odd
            || verdict == Verdict.YES
            || (verdict == Verdict.MAYBE && Allowlist.looksStrong(value))) {
          new CredentialExtraction(kind, host, bare, UrlLayer.PERCENT)
              .search(passage, equals + 1, stop, found);
          any = true;
        }
      }
      at = stop + 1;
    }
    return any;
  }
}
