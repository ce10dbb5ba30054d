package dev.rulekeeper.atlassian;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request once, on the thread that asks, and keeps the connection for the next. Nothing is
 * sent again, no redirect is followed, nobody is logged in, nothing is unpacked: what comes back is
 * what was said.
 */
final class HttpConnections implements AutoCloseable {
  /** Many times a page of summaries or the largest rule. */
  static final int LARGEST = 64 << 20;

  private static final int PIECE = 1 << 20;
  private static final int LONGEST_LINE = 64 << 10;
  private static final int MOST_HEADERS = 300;

  /** Servers close idle connections sooner or later, few of them within this time. */
  private static final TimeValue KEPT = TimeValue.ofSeconds(30);

  /** To look whether the server has closed a connection takes 1 ms, so not between two requests. */
  private static final TimeValue LOOKED_AT_AFTER = TimeValue.ofMilliseconds(200);

  private final WebProxy proxy;
  private final ScheduledThreadPoolExecutor timer = timer();
  private final CloseableHttpClient client;

  /** The proxy on the way there does not make a tunnel. */
  static final class TunnelRefusedException extends IOException {
    private static final long serialVersionUID = 1L;
    private final boolean loginWanted;

    TunnelRefusedException(boolean loginWanted) {
      this.loginWanted = loginWanted;
    }

    boolean loginWanted() {
      return loginWanted;
    }
  }

  /** The answer is larger than any that makes sense: without an end it would fill the memory. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Shared {
    static final HttpConnections CONNECTIONS = new HttpConnections(new WebProxy(System.getenv()));
  }

  HttpConnections(WebProxy proxy) {
    this.proxy = proxy;
    this.client =
        HttpClients.custom()
            .setConnectionManager(pool())
            .setRoutePlanner((target, context) -> route(target))
            .setUserAgent("rulekeeper")
            .addRequestInterceptorLast(
                (request, entity, context) -> request.removeHeaders(HttpHeaders.CONNECTION))
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableConnectionState()
            .disableContentCompression()
            // Reads text files of domains otherwise, for the cookies that nobody takes.
            .setDefaultCookieSpecRegistry(name -> null)
            .evictExpiredConnections()
            .evictIdleConnections(KEPT)
            .build();
  }

  /** Those of this process, made when they are first needed. */
  static HttpConnections shared() {
    return Shared.CONNECTIONS;
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "rulekeeper-timer");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(10, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }

  private static PoolingHttpClientConnectionManager pool() {
    Http1Config limits =
        Http1Config.custom().setMaxLineLength(LONGEST_LINE).setMaxHeaderCount(MOST_HEADERS).build();
    PoolingHttpClientConnectionManager pool =
        new PoolingHttpClientConnectionManager(
            new DefaultHttpClientConnectionOperator(
                // Unlike a plain socket, that of a channel ends when its thread is interrupted.
                socksProxy -> SocketChannel.open().socket(),
                null,
                null,
                RegistryBuilder.<TlsSocketStrategy>create()
                    .register("https", HttpConnections::handshake)
                    .build()),
            PoolConcurrencyPolicy.STRICT,
            PoolReusePolicy.LIFO,
            TimeValue.NEG_ONE_MILLISECOND,
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(limits)
                .responseParserFactory(AnswerParser.factory(limits))
                .build());
    // How many are in flight is for others to say; here nobody waits.
    pool.setMaxTotal(Integer.MAX_VALUE);
    pool.setDefaultMaxPerRoute(Integer.MAX_VALUE);
    pool.setDefaultConnectionConfig(
        ConnectionConfig.custom().setValidateAfterInactivity(LOOKED_AT_AFTER).build());
    return pool;
  }

  /** As the JDK trusts and checks, and with what {@code javax.net.ssl} properties say. */
  private static SSLSocket handshake(
      Socket socket, String host, int port, @Nullable Object attachment, HttpContext context)
      throws IOException {
    SSLSocket secured;
    try {
      secured =
          (SSLSocket)
              SSLContext.getDefault().getSocketFactory().createSocket(socket, host, port, false);
    } catch (NoSuchAlgorithmException e) {
      throw new SSLException("the trust store cannot be read", e);
    }
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private HttpRoute route(HttpHost target) {
    HttpHost host = RoutingSupport.normalize(target, DefaultSchemePortResolver.INSTANCE);
    boolean secure = host.getSchemeName().equals("https");
    return proxyTo(URI.create(target.toURI()))
        .map(hop -> new HttpRoute(host, null, hop, secure))
        .orElseGet(() -> new HttpRoute(host, null, secure));
  }

  /** Whether a proxy is on the way to {@code uri}. */
  boolean goesByProxy(URI uri) {
    return proxy.address(uri).isPresent();
  }

  private Optional<HttpHost> proxyTo(URI uri) {
    return proxy.address(uri).map(way -> new HttpHost("http", way.getHostString(), way.getPort()));
  }

  /**
   * The whole answer.
   *
   * @param connectWithin the longest time for one connection to come about
   * @param answerWithin the longest time for everything
   * @throws IOException if there is none; {@link TransportFault} says why
   * @throws ApiException if the thread is interrupted, or the proxy cannot be used
   */
  HttpAnswer send(HttpCall call, Duration connectWithin, Duration answerWithin) throws IOException {
    URI uri = URI.create(call.uri().toASCIIString());
    if (uri.getHost() == null) {
      throw new UnknownHostException();
    }
    HttpUriRequestBase request = request(call, uri, connectWithin);
    HttpClientContext context = HttpClientContext.create();
    proxyTo(uri).ifPresent(hop -> logIn(hop, uri, context));
    HttpHost site = new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort());
    Future<?> end =
        timer.schedule((Runnable) request::cancel, answerWithin.toNanos(), TimeUnit.NANOSECONDS);
    try {
      return client.execute(site, request, context, answer -> read(answer, site, context, request));
    } catch (TooLargeException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw Interruption.of();
      }
      if (request.isCancelled()) {
        throw new SocketTimeoutException();
      }
      throw e;
    } finally {
      end.cancel(false);
    }
  }

  private static HttpUriRequestBase request(HttpCall call, URI uri, Duration connectWithin) {
    HttpUriRequestBase request = new HttpUriRequestBase(call.method(), uri);
    // Without a user, who would have no business there.
    request.setAuthority(new URIAuthority(uri.getHost(), uri.getPort()));
    call.headers().forEach(request::setHeader);
    if (call.body().isPresent() || !call.method().equals("GET")) {
      request.setEntity(new ByteArrayEntity(call.body().orElse("").getBytes(UTF_8), null));
    }
    request.setConfig(configuration(connectWithin));
    return request;
  }

  // What came in its place is said once for all requests.
  @SuppressWarnings("deprecation")
  private static RequestConfig configuration(Duration connectWithin) {
    return RequestConfig.custom()
        .setConnectTimeout(Timeout.of(connectWithin))
        .setConnectionKeepAlive(KEPT)
        .setAuthenticationEnabled(false)
        .setProtocolUpgradeEnabled(false)
        .build();
  }

  private void logIn(HttpHost hop, URI uri, HttpClientContext context) {
    proxy
        .login(uri)
        .ifPresent(
            login -> {
              String[] parts = login.split(":", 2);
              BasicScheme scheme = new BasicScheme();
              scheme.initPreemptive(
                  new UsernamePasswordCredentials(
                      parts[0], (parts.length > 1 ? parts[1] : "").toCharArray()));
              context.resetAuthExchange(hop, scheme);
            });
  }

  private static HttpAnswer read(
      ClassicHttpResponse answer, HttpHost site, HttpClientContext context, Cancellable request)
      throws IOException {
    if (site.getSchemeName().equals("https") && context.getSSLSession() == null) {
      // No TLS: whoever said this is not the site but the proxy that was asked for a tunnel.
      throw new TunnelRefusedException(answer.getCode() == TransportFault.PROXY_LOGIN_WANTED);
    }
    return new HttpAnswer(answer.getCode(), answer, body(answer.getEntity(), request));
  }

  private static byte[] body(@Nullable HttpEntity entity, Cancellable request) throws IOException {
    if (entity == null) {
      return new byte[0];
    }
    List<byte[]> pieces = new ArrayList<>();
    int size = 0;
    try (InputStream in = entity.getContent()) {
      for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
        size += piece.length;
        if (size > LARGEST) {
          // To close the stream would mean to read all that is still to come.
          request.cancel();
          throw new TooLargeException();
        }
        pieces.add(piece);
      }
    }
    return pieces.size() == 1 ? pieces.get(0) : joined(pieces, size);
  }

  private static byte[] joined(List<byte[]> pieces, int size) {
    ByteBuffer whole = ByteBuffer.allocate(size);
    pieces.forEach(whole::put);
    return whole.array();
  }

  @Override
  public void close() throws IOException {
    timer.shutdownNow();
    client.close();
  }
}
