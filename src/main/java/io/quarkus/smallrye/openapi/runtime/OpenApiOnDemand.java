package io.quarkus.smallrye.openapi.runtime;

import io.quarkus.arc.Unremovable;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import io.quarkus.smallrye.openapi.runtime.filter.AutoSecurityFilter;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the description of the API when somebody asks for it, on the worker that answers. The
 * extension reads it at each start, a quarter of what the main thread does then, and has no switch
 * for that: hence a class in its package, which is where the method can be overridden. Only the jar
 * has both in one class loader; tests and live reload keep the extension's way.
 */
@Alternative
@Priority(1)
@IfBuildProfile("prod")
@Unremovable
@Singleton
class OpenApiOnDemand extends OpenApiDocumentService {

  private @Nullable Runnable preparation;

  @Override
  synchronized void prepareDocument(
      @Nullable AutoSecurityFilter security,
      Map<RunStage, List<String>> filters,
      String documentName) {
    preparation = () -> super.prepareDocument(security, filters, documentName);
  }

  @Override
  public byte[] getDocument(String documentName, Format format) {
    prepared();
    return super.getDocument(documentName, format);
  }

  private synchronized void prepared() {
    if (preparation != null) {
      preparation.run();
      preparation = null;
    }
  }
}
