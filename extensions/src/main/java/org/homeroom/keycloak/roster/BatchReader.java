package org.homeroom.keycloak.roster;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads the body of a batch. */
final class BatchReader {
  static final int MOST_ROWS = 5_000;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonParser parser;
  private final List<JsonNode> rows = new ArrayList<>();

  private BatchReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * @param ndjson whether the body is a JSON object a line, and not one array of them
   * @throws UnreadableBatch when the body is not JSON, or not an array, or has more than {@link
   *     #MOST_ROWS} rows
   * @throws IOException when the body could not be received
   */
  static Batch read(InputStream body, boolean ndjson) throws IOException, UnreadableBatch {
    try (JsonParser parser = JSON.createParser(body)) {
      return Batch.of(new BatchReader(parser).rows(ndjson));
    }
  }

  private List<JsonNode> rows(boolean ndjson) throws IOException, UnreadableBatch {
    try {
      if (ndjson) {
        addRowsUntil(null);
      } else {
        require(parser.nextToken() == JsonToken.START_ARRAY, "The body must be a JSON array.");
        addRowsUntil(JsonToken.END_ARRAY);
        require(parser.nextToken() == null, "There is something behind the end of the array.");
      }
    } catch (JsonProcessingException e) {
      throw UnreadableBatch.malformed(
          "Row " + rows.size() + " (from 0) is not well-formed JSON: " + e.getOriginalMessage());
    }
    return rows;
  }

  private void addRowsUntil(JsonToken end) throws IOException, UnreadableBatch {
    while (parser.nextToken() != end) {
      if (rows.size() == MOST_ROWS) {
        throw UnreadableBatch.tooLarge(MOST_ROWS);
      }
      rows.add(parser.readValueAsTree());
    }
  }

  private static void require(boolean condition, String otherwise) throws UnreadableBatch {
    if (!condition) {
      throw UnreadableBatch.malformed(otherwise);
    }
  }
}
