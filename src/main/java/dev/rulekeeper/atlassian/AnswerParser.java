package dev.rulekeeper.atlassian;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.HttpMessageParserFactory;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.LazyLaxLineParser;
import org.apache.hc.core5.util.CharArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the heads of the answers on one connection, with more patience for odd servers than the
 * library has, and less for what nobody asked for.
 */
final class AnswerParser extends DefaultHttpResponseParser {
  private boolean more;

  private AnswerParser(Http1Config limits) {
    super(limits, new Lines(), null);
  }

  /** Makes one for each connection. */
  static HttpMessageParserFactory<ClassicHttpResponse> factory(Http1Config limits) {
    return ignored -> new AnswerParser(limits);
  }

  /** Reads a line that is no header as one that nobody looks for. */
  private static final class Lines extends LazyLaxLineParser {
    private static final Header NOTHING = new BasicHeader("X-No-Header", "");

    @Override
    public Header parseHeader(CharArrayBuffer buffer) {
      try {
        return super.parseHeader(buffer);
      } catch (ParseException e) {
        return NOTHING;
      }
    }
  }

  @Override
  public @Nullable ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in)
      throws IOException, HttpException {
    if (!more && buffer.length() > 0) {
      // A server that sends more than it announced would answer the next request with it.
      throw new ProtocolException("an answer to nothing");
    }
    ClassicHttpResponse answer = read(buffer, in);
    if (answer == null) {
      return null;
    }
    if (answer.getCode() == HttpStatus.SC_SWITCHING_PROTOCOLS) {
      throw new ProtocolException("nobody asked for another protocol");
    }
    more = answer.getCode() < HttpStatus.SC_SUCCESS;
    sayLengthOnce(answer);
    return answer;
  }

  private @Nullable ClassicHttpResponse read(SessionInputBuffer buffer, InputStream in)
      throws IOException, HttpException {
    try {
      return super.parse(buffer, in);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("no status", e);
    }
  }

  /** RFC 9110, section 8.6: the same length, said twice, is one. */
  private static void sayLengthOnce(ClassicHttpResponse answer) {
    Header[] lengths = answer.getHeaders(HttpHeaders.CONTENT_LENGTH);
    if (lengths.length > 1
        && Arrays.stream(lengths).map(Header::getValue).distinct().count() == 1) {
      answer.removeHeaders(HttpHeaders.CONTENT_LENGTH);
      answer.addHeader(lengths[0]);
    }
  }
}
