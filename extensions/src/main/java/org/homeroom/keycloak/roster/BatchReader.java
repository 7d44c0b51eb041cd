package org.homeroom.keycloak.roster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.homeroom.keycloak.support.Refusal;

/** Reads the body of a batch. */
final class BatchReader {
  static final int MOST_ROWS = 5_000;
  static final String NDJSON = "application/x-ndjson";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private BatchReader() {}

  /**
   * @param ndjson whether the body is a JSON object a line, and not one array of them
   * @throws Refusal 400 when the body is not JSON; 413 when it has more than {@link #MOST_ROWS}
   *     rows
   * @throws IOException when the body could not be received
   */
  static Batch read(InputStream body, boolean ndjson) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(body)) {
      requireArray(values, ndjson);
      while (values.hasNextValue()) {
        if (rows.size() == MOST_ROWS) {
          throw Refusal.tooLarge("A batch has at most " + MOST_ROWS + " rows: send several.");
        }
        rows.add(values.nextValue());
      }
      requireEnd(values, ndjson);
    } catch (JsonProcessingException e) {
      throw Refusal.invalidRequest(
          "Row " + rows.size() + " (from 0) is not well-formed JSON: " + e.getOriginalMessage());
    }
    return Batch.of(rows);
  }

  /** An iterator over values enters an array by itself; what it has entered is its context. */
  private static void requireArray(MappingIterator<JsonNode> values, boolean ndjson) {
    boolean array = values.getParser().currentToken() == JsonToken.START_ARRAY
        || values.getParser().getParsingContext().inArray();
    if (array == ndjson) {
      throw Refusal.invalidRequest(
          "Send a JSON array as application/json, or an object a line as " + NDJSON + ".");
    }
  }

  private static void requireEnd(MappingIterator<JsonNode> values, boolean ndjson)
      throws IOException {
    if (!ndjson && values.getParser().nextToken() != null) {
      throw Refusal.invalidRequest("There is something behind the end of the array.");
    }
  }
}
