package dev.wharf.api.media;

import dev.wharf.messaging.spool.Spool;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Writes files out of the spool, as fast as the caller takes them. If one turns out to be damaged,
 * the connection breaks off before its announced length: nobody takes it for whole.
 */
@Provider
public class DownloadWriter implements ServerMessageBodyWriter<Download> {

  private static final Logger LOG = Logger.getLogger(DownloadWriter.class);

  private final Spool spool;

  DownloadWriter(Spool spool) {
    this.spool = spool;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type generic, ResteasyReactiveResourceInfo target, MediaType mediaType) {
    return Download.class.isAssignableFrom(type);
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
    return Download.class.isAssignableFrom(type);
  }

  @Override
  public void writeResponse(Download download, Type generic, ServerRequestContext context) {
    var request = (ResteasyReactiveRequestContext) context;
    HttpServerResponse response = request.serverRequest().unwrap(RoutingContext.class).response();
    request.suspend();
    var ready = download.ready();
    if (!response.headers().contains("Content-Length")) {
      response.setChunked(true);
    }
    spool
        .pour(ready.file(), ready.path(), response, response::end)
        .onComplete(
            done -> {
              if (done.failed()) {
                LOG.warnf("file not served whole cause=%s", done.cause().toString());
                response.reset();
              }
              request.resume();
            });
  }

  @Override
  public void writeTo(
      Download download,
      Class<?> type,
      Type generic,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream stream) {
    throw new UnsupportedOperationException("files are written without a thread that waits");
  }
}
