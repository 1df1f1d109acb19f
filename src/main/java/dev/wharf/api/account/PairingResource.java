package dev.wharf.api.account;

import dev.wharf.account.Accounts;
import dev.wharf.api.problem.Problems;
import dev.wharf.api.problem.Rejected;
import dev.wharf.api.qr.QrPicture;
import dev.wharf.api.qr.QrPictures;
import dev.wharf.event.Qr;
import dev.wharf.identity.AccountId;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Linking an account with a phone: by QR code or by a code to type. */
@Path("/whatsapp/accounts/{id}")
@Authenticated
@Tag(name = "Pairing", description = "Link an account with a phone.")
public class PairingResource {

  private static final String SVG = "image/svg+xml";
  private static final String PNG = "image/png";

  /** A terminal draws half blocks, which need the charset to be said. */
  private static final String TERMINAL = "text/plain;charset=UTF-8";

  /** Who takes anything gets the first of these. */
  private static final List<Variant> FORMS =
      Variant.mediaTypes(
              MediaType.APPLICATION_JSON_TYPE,
              MediaType.valueOf(PNG),
              MediaType.valueOf(SVG),
              MediaType.TEXT_PLAIN_TYPE)
          .build();

  private static final int LONGEST_WAIT_SECONDS = 30;

  private final Accounts accounts;
  private final QrPictures pictures;

  PairingResource(Accounts accounts, QrPictures pictures) {
    this.accounts = accounts;
    this.pictures = pictures;
  }

  /** Which phone is to be linked. */
  @Schema(name = "PhoneNumberRequest")
  public record PhoneBody(
      @Schema(description = "In international form.", examples = "+5511987654321", required = true)
          @Nullable String phoneNumber) {
    @Override
    public String toString() {
      return "PhoneBody[]";
    }
  }

  /** The code to type on the phone. */
  @Schema(name = "PairingCode")
  public record CodeBody(@Schema(examples = "ABCD-1234") String code, Instant expiresAt) {
    @Override
    public String toString() {
      return "CodeBody[]";
    }
  }

  @GET
  @Path("qr")
  @Produces({MediaType.APPLICATION_JSON, PNG, SVG, MediaType.TEXT_PLAIN})
  @Operation(
      summary = "The QR code that is showing",
      description =
          "As JSON, PNG, SVG or text for a terminal, by the header Accept. While the account is"
              + " warming, waits for the first code. A code lives for 60 seconds at most.")
  @APIResponse(
      responseCode = "200",
      description = "The code.",
      content = {
        @Content(mediaType = "application/json", schema = @Schema(implementation = QrBody.class)),
        @Content(mediaType = PNG, schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(mediaType = SVG, schema = @Schema(type = SchemaType.STRING)),
        @Content(mediaType = "text/plain", schema = @Schema(type = SchemaType.STRING))
      })
  public Uni<Response> qr(
      @PathParam("id") String id,
      @Parameter(
              description = "How long to wait for the first code, in seconds.",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "0", maximum = "30"))
          @QueryParam("wait")
          @DefaultValue("10")
          String wait,
      @Context Request request) {
    AccountId account = Query.account(id);
    Duration longest = wait(wait);
    MediaType form = form(request);
    return accounts.qr(account, longest).map(qr -> picture(qr, form));
  }

  @POST
  @Path("pairing-code")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "A code to type on the phone",
      description =
          "For WhatsApp, Linked devices, Link with phone number instead. Connects first if need be."
              + " One code at a time; it lives for three minutes.")
  public Uni<CodeBody> pairingCode(@PathParam("id") String id, @Nullable PhoneBody body) {
    AccountId account = Query.account(id);
    if (body == null) {
      throw new Rejected(Problems.bodyMissing());
    }
    accounts.get(account);
    return accounts
        .pairingCode(account, PhoneNumbers.parse(body.phoneNumber()))
        .map(code -> new CodeBody(code.code(), code.expiresAt()));
  }

  /** Not to wait at all is to wait for a moment: what shows already is given at once. */
  private static Duration wait(String seconds) {
    long longest = Query.between("wait", seconds, 0, LONGEST_WAIT_SECONDS);
    return longest == 0 ? Duration.ofMillis(1) : Duration.ofSeconds(longest);
  }

  private static MediaType form(Request request) {
    Variant chosen = request.selectVariant(FORMS);
    return chosen == null ? MediaType.APPLICATION_JSON_TYPE : chosen.getMediaType();
  }

  private Response picture(Qr qr, MediaType form) {
    QrPicture picture = pictures.of(qr.text());
    return switch (form.toString()) {
      case PNG -> Response.ok(picture.png(), PNG).build();
      case SVG -> Response.ok(picture.svg(), SVG).build();
      case MediaType.TEXT_PLAIN -> Response.ok(picture.terminal(), TERMINAL).build();
      default -> Response.ok(QrBody.of(qr, picture), MediaType.APPLICATION_JSON).build();
    };
  }
}
