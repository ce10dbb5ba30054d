package dev.rulekeeper.atlassian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class TransportFaultTest {
  private static TransportFault of(Throwable thrown, Throwable cause) {
    return TransportFault.of(new IOException(thrown.initCause(cause)));
  }

  @Test
  void an_unknown_host_hides_in_the_cause_of_a_failed_connection() {
    assertThat(of(new IOException(), new UnknownHostException("acme")))
        .isEqualTo(TransportFault.UNKNOWN_HOST);
    assertThat(TransportFault.of(new UnknownHostException("acme")))
        .isEqualTo(TransportFault.UNKNOWN_HOST);
  }

  @Test
  void an_untrusted_certificate_is_there_to_stay() {
    TransportFault fault =
        of(new SSLHandshakeException("PKIX"), new CertificateException("unknown"));
    assertThat(fault).isEqualTo(TransportFault.TLS);
    assertThat(ApiResponse.failed(fault).trouble(true)).isEqualTo(ApiResponse.Trouble.NONE);
  }

  @Test
  void a_handshake_that_is_cut_off_passes() {
    TransportFault fault = of(new SSLHandshakeException("terminated"), new EOFException());
    assertThat(fault).isEqualTo(TransportFault.BROKEN);
    assertThat(ApiResponse.failed(fault).trouble(false)).isEqualTo(ApiResponse.Trouble.PASSING);
  }

  @Test
  void other_failures_keep_their_names() {
    assertThat(TransportFault.of(new SocketTimeoutException("late")))
        .isEqualTo(TransportFault.TIMED_OUT);
    assertThat(TransportFault.of(new ConnectException("refused")))
        .isEqualTo(TransportFault.REFUSED);
    assertThat(TransportFault.of(new NoRouteToHostException("down")))
        .isEqualTo(TransportFault.REFUSED);
    assertThat(TransportFault.of(new SocketException("reset"))).isEqualTo(TransportFault.BROKEN);
    assertThat(TransportFault.of(new IOException("chunked"))).isEqualTo(TransportFault.BROKEN);
  }
}
