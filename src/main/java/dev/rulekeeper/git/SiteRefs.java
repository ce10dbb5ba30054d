package dev.rulekeeper.git;

import dev.rulekeeper.rule.SiteName;
import org.eclipse.jgit.lib.Repository;

/** The names of a site's refs. */
final class SiteRefs {
  private SiteRefs() {}

  /**
   * {@code <folder>/<site>/<leaf>}, such as {@code refs/rulekeeper/acme/lock}.
   *
   * @throws GitException if Git forbids the site's name in a ref: two dots or {@code .lock} at the
   *     end
   */
  static String name(String folder, SiteName site, String leaf) {
    String ref = folder + "/" + site.value() + "/" + leaf;
    // JGit looks at the end of a ref only, Git at the end of each part of it.
    if (!Repository.isValidRefName(ref) || site.value().endsWith(".lock")) {
      throw new GitException(
          "the site name '" + site.value() + "' cannot stand in a Git ref",
          "give the site a name without '..' and without '.lock' at its end");
    }
    return ref;
  }
}
