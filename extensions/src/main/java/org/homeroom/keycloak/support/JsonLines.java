package org.homeroom.keycloak.support;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * An answer with a JSON value a line, written while it is read from the database: in a session of
 * its own, because that of the request may be closed before the last line is out.
 */
public final class JsonLines {
  public static final String MEDIA_TYPE = "application/x-ndjson";

  private static final JsonFactory JSON =
      new ObjectMapper().disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE).getFactory();

  private JsonLines() {}

  /** Writes the lines, each a value by itself. */
  @FunctionalInterface
  public interface Lines {
    /**
     * @param session of the answer, in a transaction
     * @param realm the same realm, of that session
     */
    void write(KeycloakSession session, RealmModel realm, JsonGenerator json) throws IOException;
  }

  /** The answer of a request about a realm; permission has been checked. */
  public static Response of(KeycloakSession request, RealmModel realm, Lines lines) {
    StreamingOutput output = out -> stream(request, realm, lines, out);
    return Response.ok(output).type(MEDIA_TYPE).build();
  }

  private static void stream(
      KeycloakSession request, RealmModel realm, Lines lines, OutputStream out) throws IOException {
    try {
      KeycloakModelUtils.runJobInTransaction(
          request.getKeycloakSessionFactory(), own -> write(own, realm.getId(), lines, out));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(KeycloakSession own, String realmId, Lines lines, OutputStream out) {
    RealmModel realm = own.realms().getRealm(realmId);
    own.getContext().setRealm(realm);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
      lines.write(own, realm, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
