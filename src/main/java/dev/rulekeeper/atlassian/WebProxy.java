package dev.rulekeeper.atlassian;

import dev.rulekeeper.rule.SecretValue;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that the environment names, as curl and Git take it: {@code HTTPS_PROXY} for https,
 * {@code HTTP_PROXY} for http, {@code ALL_PROXY} for both, each also in lower case, which goes
 * first; and {@code NO_PROXY}, the hosts that are reached without. Loopback is too.
 */
public final class WebProxy extends ProxySelector {
  /** Without it the JDK sends a password to no proxy that leads to https. */
  private static final String SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  private static final Pattern VARIABLE =
      Pattern.compile("(https?|all)_proxy", Pattern.CASE_INSENSITIVE);

  /** Also of an address that is written wrongly. */
  private static final Pattern PASSWORD =
      Pattern.compile("^(?:\\w+://)?[^:]*+:(.*)@", Pattern.DOTALL);

  private static final int USUAL_PORT = 1080;
  private final Map<String, String> environment;

  WebProxy(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * Lets whatever in this process does not look at the environment itself take this way, too, such
   * as a Git in Java.
   */
  public static void becomeDefault(Map<String, String> environment) {
    WebProxy proxy = new WebProxy(environment);
    allowLogin();
    ProxySelector.setDefault(proxy);
    Authenticator.setDefault(
        new Authenticator() {
          @Override
          protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY
                ? proxy.login(getRequestingURL(), getRequestingHost(), getRequestingPort())
                : null;
          }
        });
  }

  /** The passwords for proxies in {@code environment}, as they are written there and in clear. */
  public static List<SecretValue> passwords(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(entry -> VARIABLE.matcher(entry.getKey()).matches())
        .map(entry -> PASSWORD.matcher(entry.getValue()))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .flatMap(written -> Stream.of(written, decoded(written)))
        .filter(password -> !password.isEmpty())
        .map(SecretValue::of)
        .toList();
  }

  private static String decoded(String login) {
    try {
      return URLDecoder.decode(login.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return login;
    }
  }

  private static void allowLogin() {
    if (System.getProperty(SCHEMES) == null) {
      System.setProperty(SCHEMES, "");
    }
  }

  private @Nullable PasswordAuthentication login(URL destination, String host, int port) {
    URI uri = URI.create(destination.toString());
    String[] login = login(uri).orElse("").split(":", 2);
    boolean asked = hostFor(uri).equals(Optional.of(host + ":" + port));
    return asked && login.length == 2
        ? new PasswordAuthentication(login[0], login[1].toCharArray())
        : null;
  }

  @Override
  public List<Proxy> select(URI uri) {
    return address(uri)
        .map(way -> new InetSocketAddress(way.getHostString(), way.getPort()))
        .map(way -> List.of(new Proxy(Proxy.Type.HTTP, way)))
        .orElse(List.of(Proxy.NO_PROXY));
  }

  /** The proxy on the way to {@code uri}, not looked up yet. */
  Optional<InetSocketAddress> address(URI uri) {
    return proxy(uri)
        .map(
            proxy ->
                InetSocketAddress.createUnresolved(
                    proxy.getHost(), proxy.getPort() < 0 ? USUAL_PORT : proxy.getPort()));
  }

  /**
   * The login for the proxy on the way to {@code uri}, as {@code user:password}, where it needs
   * one; never for the site.
   */
  Optional<String> login(URI uri) {
    return proxy(uri)
        .flatMap(proxy -> Optional.ofNullable(proxy.getRawUserInfo()))
        .map(WebProxy::decoded);
  }

  /** The proxy on the way to {@code uri}, as {@code host:port} without its login. */
  Optional<String> hostFor(URI uri) {
    return address(uri).map(way -> way.getHostString() + ":" + way.getPort());
  }

  private Optional<URI> proxy(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    if (isLoopback(host) || isExcepted(host, uri.getPort())) {
      return Optional.empty();
    }
    return variable(scheme + "_proxy").or(() -> variable("all_proxy")).map(WebProxy::address);
  }

  private Optional<String> variable(String name) {
    return Stream.of(name, name.toUpperCase(Locale.ROOT))
        .map(key -> environment.getOrDefault(key, ""))
        .filter(value -> !value.isBlank())
        .map(String::strip)
        .findFirst();
  }

  private static URI address(String text) {
    try {
      URI address = new URI(text.contains("://") ? text : "http://" + text);
      if ("http".equalsIgnoreCase(address.getScheme()) && address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      // Said below, without the text, which may hold a password.
    }
    throw new ApiException(
        ApiException.Kind.UNREACHABLE,
        0,
        "the proxy that the environment names cannot be used",
        "write HTTPS_PROXY as http://host:port or http://user:password@host:port, with special "
            + "characters of the password percent-encoded");
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.startsWith("127.")
        || host.equals("[::1]");
  }

  private boolean isExcepted(String host, int port) {
    return variable("no_proxy").stream()
        .flatMap(list -> Stream.of(list.split("[,\\s]+")))
        .map(entry -> entry.toLowerCase(Locale.ROOT))
        .anyMatch(entry -> covers(entry, host, port));
  }

  private static boolean covers(String entry, String host, int port) {
    int colon = entry.lastIndexOf(':');
    boolean withPort = colon > 0 && entry.substring(colon + 1).matches("\\d+");
    if (withPort && port != Integer.parseInt(entry.substring(colon + 1))) {
      return false;
    }
    String name = withPort ? entry.substring(0, colon) : entry;
    String domain = name.replaceFirst("^\\*?\\.", "");
    return entry.equals("*")
        || (!domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain)));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // The request fails with it.
  }
}
