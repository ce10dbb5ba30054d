package dev.rulekeeper.sandbox;

import dev.rulekeeper.sandbox.SandboxOptions.LinkForm;
import dev.rulekeeper.sandbox.SandboxOptions.PageBorders;
import dev.rulekeeper.sandbox.SandboxOptions.TimestampForm;
import java.nio.file.Path;
import java.util.Optional;

/** Builds {@link SandboxOptions}; what each option means stands there. */
public final class SandboxOptionsBuilder {
  private int port;
  private String email = SandboxOptions.DEFAULT_EMAIL;
  private String token = SandboxOptions.DEFAULT_TOKEN;
  private int rules;
  private Optional<Path> seedFile = Optional.empty();
  private long randomSeed = 1;
  private int ruleBytes;
  private int latencyMillis;
  private int rateLimitPerSecond;
  private int staleMillis;
  private int faultPercent;
  private LinkForm linkForm = LinkForm.QUERY;
  private PageBorders pageBorders = PageBorders.EXACT;
  private TimestampForm timestampForm = TimestampForm.NUMBER;
  private long cursorLifeMillis = 3_600_000;
  private boolean maskedReads;
  private RequestHook hook = (method, path) -> FaultKind.NONE;

  SandboxOptionsBuilder() {}

  /** Sets {@code port}. */
  public SandboxOptionsBuilder port(int value) {
    port = value;
    return this;
  }

  /** Sets {@code email}. */
  public SandboxOptionsBuilder email(String value) {
    email = value;
    return this;
  }

  /** Sets {@code token}. */
  public SandboxOptionsBuilder token(String value) {
    token = value;
    return this;
  }

  /** Sets {@code rules}. */
  public SandboxOptionsBuilder rules(int value) {
    rules = value;
    return this;
  }

  /** Sets {@code seedFile}. */
  public SandboxOptionsBuilder seedFile(Path value) {
    seedFile = Optional.of(value);
    return this;
  }

  /** Sets {@code randomSeed}. */
  public SandboxOptionsBuilder randomSeed(long value) {
    randomSeed = value;
    return this;
  }

  /** Sets {@code ruleBytes}. */
  public SandboxOptionsBuilder ruleBytes(int value) {
    ruleBytes = value;
    return this;
  }

  /** Sets {@code latencyMillis}. */
  public SandboxOptionsBuilder latencyMillis(int value) {
    latencyMillis = value;
    return this;
  }

  /** Sets {@code rateLimitPerSecond}. */
  public SandboxOptionsBuilder rateLimitPerSecond(int value) {
    rateLimitPerSecond = value;
    return this;
  }

  /** Sets {@code staleMillis}. */
  public SandboxOptionsBuilder staleMillis(int value) {
    staleMillis = value;
    return this;
  }

  /** Sets {@code faultPercent}. */
  public SandboxOptionsBuilder faultPercent(int value) {
    faultPercent = value;
    return this;
  }

  /** Sets {@code linkForm}. */
  public SandboxOptionsBuilder linkForm(LinkForm value) {
    linkForm = value;
    return this;
  }

  /** Sets {@code pageBorders}. */
  public SandboxOptionsBuilder pageBorders(PageBorders value) {
    pageBorders = value;
    return this;
  }

  /** Sets {@code timestampForm}. */
  public SandboxOptionsBuilder timestampForm(TimestampForm value) {
    timestampForm = value;
    return this;
  }

  /** Sets {@code cursorLifeMillis}. */
  public SandboxOptionsBuilder cursorLifeMillis(long value) {
    cursorLifeMillis = value;
    return this;
  }

  /** Sets {@code maskedReads}. */
  public SandboxOptionsBuilder maskedReads(boolean value) {
    maskedReads = value;
    return this;
  }

  /** Sets {@code hook}. */
  public SandboxOptionsBuilder hook(RequestHook value) {
    hook = value;
    return this;
  }

  /**
   * The options.
   *
   * @throws SandboxException if a number is out of range
   */
  public SandboxOptions build() {
    return new SandboxOptions(
        port,
        email,
        token,
        rules,
        seedFile,
        randomSeed,
        ruleBytes,
        latencyMillis,
        rateLimitPerSecond,
        staleMillis,
        faultPercent,
        linkForm,
        pageBorders,
        timestampForm,
        cursorLifeMillis,
        maskedReads,
        hook);
  }
}
