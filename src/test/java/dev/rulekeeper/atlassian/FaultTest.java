package dev.rulekeeper.atlassian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class FaultTest {
  private static Fault of(Throwable thrown, Throwable cause) {
    return Fault.of(new ExecutionException(thrown.initCause(cause)));
  }

  @Test
  void an_unknown_host_hides_in_the_cause_of_a_failed_connection() {
    assertThat(of(new ConnectException(), new UnresolvedAddressException()))
        .isEqualTo(Fault.UNKNOWN_HOST);
    assertThat(Fault.of(new UnknownHostException("acme"))).isEqualTo(Fault.UNKNOWN_HOST);
  }

  @Test
  void an_untrusted_certificate_is_there_to_stay() {
    Fault fault = of(new SSLHandshakeException("PKIX"), new CertificateException("unknown"));
    assertThat(fault).isEqualTo(Fault.TLS);
    assertThat(Reply.failed(fault).trouble(true)).isEqualTo(Reply.Trouble.NONE);
  }

  @Test
  void a_handshake_that_is_cut_off_passes() {
    Fault fault = of(new SSLHandshakeException("terminated"), new EOFException());
    assertThat(fault).isEqualTo(Fault.BROKEN);
    assertThat(Reply.failed(fault).trouble(false)).isEqualTo(Reply.Trouble.PASSING);
  }

  @Test
  void other_failures_keep_their_names() {
    assertThat(Fault.of(new HttpConnectTimeoutException("late"))).isEqualTo(Fault.TIMED_OUT);
    assertThat(Fault.of(new ConnectException("refused"))).isEqualTo(Fault.REFUSED);
    assertThat(Fault.of(new SocketException("reset"))).isEqualTo(Fault.BROKEN);
    assertThat(Fault.of(new IOException("chunked"))).isEqualTo(Fault.BROKEN);
  }
}
