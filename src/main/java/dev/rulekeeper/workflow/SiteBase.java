package dev.rulekeeper.workflow;

import dev.rulekeeper.base.Agreement;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.base.LineOfWork;
import dev.rulekeeper.base.RenamedSecrets;
import dev.rulekeeper.git.Ancestry;
import dev.rulekeeper.git.Base;
import dev.rulekeeper.git.BaseRef;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.yaml.InvalidFileException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What Git and a site last agreed on, as the checkout goes by it, and how that moves on. */
final class SiteBase implements LineOfWork {
  private static final String NOT_COMMITTED = "clone ";
  private static final String NOT_SIGNED =
      "the base has no signature of RULEKEEPER_STATE_KEY, as it is from before the key or somebody"
          + " without it pushed it: every rule is read, whatever the base says of times; the next"
          + " sync or export signs it";

  private final Session session;
  private final Optional<Base> stored;
  private final Ancestry ancestry;
  private final RenamedSecrets renamed;
  private final Map<RuleId, RuleFile> files = new HashMap<>();
  private volatile String thisClone = "";

  /** The base {@code stored}, for a checkout with {@code files}. */
  SiteBase(Session session, Optional<Base> stored, List<RuleFile> files) {
    this.session = session;
    this.stored = stored;
    this.renamed = session.renamedSecrets();
    this.ancestry = session.workTree().ancestry();
    files.forEach(file -> this.files.put(file.rule().id(), file));
  }

  /** The agreements that the checkout goes by. */
  Baseline baseline() {
    if (stored.isEmpty()) {
      return Baseline.none();
    }
    Baseline base = Baseline.of(ids(), this::agreements, this);
    return isVouched() ? base : base.withNote(NOT_SIGNED);
  }

  private boolean isVouched() {
    return stored.map(Base::isVouched).orElse(true);
  }

  private Set<RuleId> ids() {
    Set<RuleId> ids = new HashSet<>();
    stored.ifPresent(
        base -> base.paths().forEach(path -> ids.add(told(() -> BaseRule.idAt(path)))));
    return ids;
  }

  private WorkflowException unreadable(InvalidFileException e) {
    String name = session.workTree().base(session.site().name()).name();
    return new WorkflowException(
        WorkflowException.Kind.FAILED,
        "the base " + name + " cannot be read: " + e.getMessage(),
        "another program changed it: find out who, delete the ref here and on the remote, and run"
            + " export");
  }

  private Iterator<Agreement> agreements(RuleId id) {
    Iterator<Agreement> all =
        told(() -> session.agreements().of(stored.orElseThrow(), BaseRule.pathOf(id)));
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public Agreement next() {
        return toldToday(told(all::next));
      }
    };
  }

  /** What {@code read} gives of the base. */
  private <T> T told(Supplier<T> read) {
    try {
      return read.get();
    } catch (InvalidFileException e) {
      throw unreadable(e);
    }
  }

  /** With the names of today, and believed as far as it is known who wrote it. */
  private Agreement toldToday(Agreement stored) {
    Agreement agreement = renamed.in(stored);
    return isVouched() ? agreement : agreement.onlySeen();
  }

  @Override
  public boolean has(String commit) {
    return commit.isEmpty() || commit.equals(ofThisClone()) || ancestry.has(commit);
  }

  @Override
  public boolean hasFile(RuleId id) {
    return files.containsKey(id);
  }

  @Override
  public Stream<Rule> versions(RuleId id, Optional<String> since) {
    RuleFile file = files.get(id);
    if (file == null) {
      return Stream.empty();
    }
    Stream<Rule> before =
        session.workTree().versions(session.inWorkTree(file.path()), since).stream()
            .map(text -> new String(text, StandardCharsets.UTF_8))
            .flatMap(text -> session.ruleOf(file.path(), text).stream())
            .map(RuleFile::rule)
            .map(renamed::in);
    return Stream.concat(Stream.of(file.rule()), before);
  }

  private String ofThisClone() {
    if (thisClone.isEmpty()) {
      thisClone = NOT_COMMITTED + session.workTree().cloneName();
    }
    return thisClone;
  }

  /**
   * What Git and site agree on now.
   *
   * @param rules what both have
   * @param known what the base may know better of rules on which nothing new was agreed, such as
   *     which values the site was given
   * @param gone the rules that both have no more
   * @param commits where Git has it, if not in the commit that is checked out
   */
  record News(
      Map<RuleId, BaseRule> rules,
      Map<RuleId, BaseRule> known,
      Set<RuleId> gone,
      Function<RuleId, Optional<String>> commits) {}

  /**
   * What the checkout is, and what the base says otherwise by now of rules on which both agree.
   *
   * @param uncommitted the rules whose files are not as the commit has them
   */
  record Look(Set<RuleId> uncommitted, Optional<String> head, Map<String, Agreement> changed) {}

  /** Looks at the checkout, and at {@code rules} as Git and site both have them. */
  Look look(Map<RuleId, BaseRule> rules) {
    Look look =
        new Look(
            session.checkout().uncommitted(files.values()),
            session.workTree().head(),
            new TreeMap<>());
    rules.forEach((id, rule) -> put(look.changed(), id, rule, commit(id, look)));
    return look;
  }

  private String commit(RuleId id, Look look) {
    return look.uncommitted().contains(id) ? ofThisClone() : look.head().orElse("");
  }

  /** Records {@code news}, on the remote too where that is wanted; gives the base as it is then. */
  SiteBase agree(News news, String message, boolean shared) {
    // Where nothing was agreed on, no commit is named, and nobody asks what the checkout is.
    Look look =
        news.rules().isEmpty() && news.gone().isEmpty()
            ? new Look(Set.of(), session.workTree().head(), Map.of())
            : look(Map.of());
    return agree(look, news, message, shared);
  }

  /**
   * As the other, beside what {@code look} saw before; of a rule that is in both the news count.
   */
  SiteBase agree(Look look, News news, String message, boolean shared) {
    Optional<String> head = look.head();
    Map<String, Agreement> changed = new TreeMap<>(look.changed());
    news.rules().keySet().forEach(id -> changed.remove(BaseRule.pathOf(id)));
    Function<RuleId, String> commit =
        id -> news.commits().apply(id).orElseGet(() -> commit(id, look));
    news.rules().forEach((id, rule) -> put(changed, id, rule, commit.apply(id)));
    news.known().forEach((id, rule) -> refresh(changed, id, rule));
    news.gone().forEach(id -> putGone(changed, id, commit.apply(id)));
    Optional<String> named =
        Stream.concat(news.rules().keySet().stream(), news.gone().stream())
            .flatMap(id -> news.commits().apply(id).stream())
            .findFirst()
            .or(() -> head);
    BaseRef ref = session.workTree().base(session.site().name());
    Optional<String> expected = stored.map(Base::id);
    Map<String, Supplier<byte[]>> texts = texts(changed);
    if (shared) {
      ref.write(texts, expected, message, named);
    } else {
      ref.writeHere(texts, expected, message);
    }
    Optional<Base> now = ref.read();
    now.ifPresent(base -> session.agreements().learn(base, changed));
    return new SiteBase(session, now, List.copyOf(files.values()));
  }

  /** The texts of {@code agreements}, each written when it is stored: they need not fit in. */
  private static Map<String, Supplier<byte[]>> texts(Map<String, Agreement> agreements) {
    Map<String, Supplier<byte[]>> texts = new TreeMap<>();
    agreements.forEach((path, said) -> texts.put(path, said::write));
    return texts;
  }

  private Optional<Agreement> newest(RuleId id) {
    return stored.flatMap(
        base -> told(() -> session.agreements().newest(base, BaseRule.pathOf(id))));
  }

  private void put(Map<String, Agreement> changed, RuleId id, BaseRule rule, String commit) {
    Optional<Agreement> before = newest(id);
    String since = before.map(Agreement::commit).orElse("");
    // A commit that this line has says as much as a later one, and changes no file of the base.
    boolean lasting = !since.isEmpty() && ancestry.has(since);
    if (lasting && before.flatMap(Agreement::entry).filter(rule::isWrittenAs).isPresent()) {
      return;
    }
    boolean same =
        lasting
            && before
                .map(this::toldToday)
                .flatMap(Agreement::entry)
                .filter(agreed -> agreed.rule().says(rule.rule()))
                .isPresent();
    changed.put(BaseRule.pathOf(id), new Agreement(same ? since : commit, Optional.of(rule)));
  }

  /** Says more of the newest agreement, where that is about this very rule. */
  private void refresh(Map<String, Agreement> changed, RuleId id, BaseRule rule) {
    newest(id)
        .map(this::toldToday)
        .filter(
            agreed -> agreed.entry().filter(entry -> entry.rule().says(rule.rule())).isPresent())
        .ifPresent(
            agreed ->
                changed.put(
                    BaseRule.pathOf(id), new Agreement(agreed.commit(), Optional.of(rule))));
  }

  private void putGone(Map<String, Agreement> changed, RuleId id, String commit) {
    boolean known =
        newest(id).filter(agreed -> agreed.entry().isEmpty() && has(agreed.commit())).isPresent();
    if (!known) {
      changed.put(BaseRule.pathOf(id), Agreement.gone(commit));
    }
  }

  /** The rules that the base knows and that are not among {@code others}. */
  Set<RuleId> beside(Set<RuleId> others) {
    Set<RuleId> ids = ids();
    ids.removeAll(others);
    return ids;
  }
}
