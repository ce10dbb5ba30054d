package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.text.Characters;
import dev.rulekeeper.secret.text.NameWords;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Texts that only name or read a credential: an expression of a programming language, the path of a
 * file, a reference into a vault, the name of a header. Replacing one would break what reads it and
 * hide nothing.
 */
final class CodeReference {
  private static final int LONGEST = 400;

  /** What a reference into a store of secrets begins with. */
  private static final Pattern STORE =
      Pattern.compile(
          "(?i)(?:arn:aws|aws|azure|gcp|gcpkms|vault|op|env|envvar|file|ssm|sm|kms|sops|keyvault"
              + "|akv|secretsmanager|secretref|secretkeyref|awssm|bws|bw|doppler|infisical|akeyless"
              + "|conjur|keepass|lastpass|pass|cred|credentials|ref|ref\\+vault|parameterstore"
              + "|keychain|keyring|docker|k8s|kubernetes)(?::|\\+[a-z]{1,20}:).*");

  /** {@code @Microsoft.KeyVault(…)}, {@code !vault}, {@code !Ref X}, {@code !Sub …}. */
  private static final Pattern TAGGED =
      Pattern.compile(
          "@Microsoft\\.KeyVault\\(.*|![A-Za-z][A-Za-z:]{1,40}(?:[\\s|].*)?"
              + "|projects/[^/]{1,80}/secrets/.*");

  /** {@code $NAME}, {@code ${…}}, {@code $(…)}, {@code %NAME%}, {@code #{…}}, {@code @{…}}. */
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$\\{.*|\\$\\(.*|\\$\\$?(?:env:)?[A-Za-z_][A-Za-z_.]*|\\$[A-Z_][A-Z0-9_]*|\\$[0-9@*#?]"
              + "|%[A-Za-z_][A-Za-z0-9_]*%|[#@]\\{.*\\}?|<%.*|`.*|!+[A-Z_][A-Z0-9_]*!?|\\$\\{?\\{.*"
              + "|@[A-Za-z_]{2,40}|:[a-z_]{2,40}|&[a-z][a-z_]{1,40}");

  /** What members with digits in their names are read from. */
  private static final Set<String> OWNERS =
      Set.of(
          "process",
          "env",
          "environ",
          "os",
          "config",
          "conf",
          "cfg",
          "settings",
          "var",
          "vars",
          "local",
          "secrets",
          "params",
          "param",
          "parameters",
          "request",
          "req",
          "args",
          "options",
          "opts",
          "this",
          "self",
          "system",
          "data",
          "module",
          "props",
          "properties",
          "ctx",
          "context",
          "input",
          "inputs",
          "steps",
          "github",
          "env_vars",
          "values",
          "session",
          "state",
          "inventory",
          "each",
          "outputs",
          "needs",
          "matrix",
          "runner",
          "credentials",
          "app",
          "resource");

  private static final Set<String> FILE_ENDINGS =
      Set.of(
          "txt",
          "key",
          "pem",
          "crt",
          "cer",
          "json",
          "yaml",
          "yml",
          "env",
          "conf",
          "cfg",
          "ini",
          "properties",
          "p12",
          "pfx",
          "jks",
          "gpg",
          "asc",
          "pub",
          "xml",
          "toml",
          "sh",
          "ps1",
          "py",
          "js",
          "ts",
          "java",
          "go",
          "rb",
          "php",
          "csv",
          "log",
          "md",
          "html");

  private static final Set<String> BEFORE_EXPRESSIONS =
      Set.of("new", "await", "yield", "return", "typeof");

  /** {@code X-Api-Key}, {@code x-auth-token}, {@code Proxy-Authorization}. */
  private static final Pattern HEADER =
      Pattern.compile("[A-Z][A-Za-z]{0,24}+(?:-[A-Z][A-Za-z]{0,24}+){1,5}|x(?:-[a-z]{1,24}+){1,5}");

  private static final Pattern IDENTIFIER =
      Pattern.compile(
          "[A-Za-z]{1,31}+(?:_[A-Za-z]{1,30}+){0,6}|[a-z]{1,30}+(?:-[a-z]{1,30}+){1,6}");

  private CodeReference() {}

  /** Whether {@code value} only says where a credential comes from, whatever it stands behind. */
  static boolean isReference(String value) {
    String text = value.strip();
    if (text.isEmpty() || text.length() > LONGEST) {
      return false;
    }
    char first = text.charAt(0);
    if (!Characters.isAlphanumeric(first)) {
      return VARIABLE.matcher(text).matches()
          || TAGGED.matcher(text).matches()
          || isPath(text)
          || isPairOfVariables(text);
    }
    return (text.indexOf(':') > 0 && isStore(text))
        || TAGGED.matcher(text).matches()
        || isPath(text)
        || isHeaderName(text);
  }

  private static boolean isStore(String text) {
    return STORE.matcher(text).matches() && text.indexOf(' ') < 0;
  }

  /** {@code $USER:$PASS}. */
  private static boolean isPairOfVariables(String text) {
    int colon = text.indexOf(':');
    return colon > 0
        && VARIABLE.matcher(text.substring(0, colon)).matches()
        && VARIABLE.matcher(text.substring(colon + 1)).matches();
  }

  /** Whether {@code value}, which stands without quotes, is an expression of some language. */
  static boolean isExpression(String value) {
    String text = value.strip();
    int space = text.indexOf(' ');
    if (space > 0 && BEFORE_EXPRESSIONS.contains(text.substring(0, space))) {
      return true;
    }
    int end = members(text);
    if (end == 0) {
      return false;
    }
    String names = text.substring(0, end);
    String rest = text.substring(end);
    boolean member = names.indexOf('.') > 0 || names.indexOf(':') > 0 || names.indexOf('>') > 0;
    boolean words = names.chars().noneMatch(c -> Characters.isDigit((char) c));
    if (rest.isEmpty() || rest.equals(";")) {
      return member && (words || isOwned(names));
    }
    boolean called = rest.charAt(0) == '(' || rest.charAt(0) == '[';
    return called && (words || member) && (rest.length() == 1 || isArgument(rest.charAt(1)));
  }

  private static boolean isArgument(char c) {
    return "\"'`)]$@_-{".indexOf(c) >= 0 || Characters.isAlphanumeric(c);
  }

  /** Where the names at the beginning of {@code text} end, with what joins them. */
  private static int members(String text) {
    int at = 0;
    int end = 0;
    while (at < text.length() && isNameStart(text.charAt(at))) {
      while (at < text.length()
          && (isNameStart(text.charAt(at)) || Characters.isDigit(text.charAt(at)))) {
        at++;
      }
      end = at;
      if (text.startsWith("?.", at) || text.startsWith("->", at) || text.startsWith("::", at)) {
        at += 2;
      } else if (text.startsWith(".", at)) {
        at++;
      } else {
        return end;
      }
    }
    return end;
  }

  private static boolean isNameStart(char c) {
    return Characters.isLetter(c) || c == '_' || c == '$';
  }

  private static boolean isOwned(String text) {
    int dot = text.indexOf('.');
    return dot > 0 && OWNERS.contains(text.substring(0, dot).toLowerCase(Locale.ROOT));
  }

  private static boolean isPath(String text) {
    int dot = text.lastIndexOf('.');
    if (dot > 0 && FILE_ENDINGS.contains(text.substring(dot + 1)) && hasWordsOnly(text)) {
      return true;
    }
    boolean rooted = text.startsWith("/") || text.startsWith("~/") || text.startsWith("./");
    boolean drive = text.startsWith(":\\", 1) || text.startsWith("\\\\");
    return (rooted || drive || text.startsWith("../")) && hasWordsOnly(text);
  }

  /** The secret of a cloud may begin with a slash; the parts of a path are words. */
  private static boolean hasWordsOnly(String path) {
    int start = 0;
    for (int i = 0; i <= path.length(); i++) {
      boolean end = i == path.length();
      if (!end && !Characters.isWord(path.charAt(i)) && "/\\.:~ ".indexOf(path.charAt(i)) < 0) {
        return false;
      }
      if (end || path.charAt(i) == '/' || path.charAt(i) == '\\') {
        if (Allowlist.looksStrong(path.substring(start, i))) {
          return false;
        }
        start = i + 1;
      }
    }
    return true;
  }

  /** Whether {@code text} is the name of a header that holds a credential. */
  static boolean isHeaderName(String text) {
    return text.length() <= 64
        && text.indexOf('-') > 0
        && HEADER.matcher(text).matches()
        && CredentialNames.ofHeader(text) != CredentialNames.Verdict.NO;
  }

  /** Whether {@code text} names a credential itself, in two words or more: {@code db_password}. */
  static boolean isName(String text) {
    return text.length() <= 64
        && IDENTIFIER.matcher(text).matches()
        && NameWords.of(text).size() > 1
        && CredentialNames.ofKey(text) == CredentialNames.Verdict.YES;
  }
}
