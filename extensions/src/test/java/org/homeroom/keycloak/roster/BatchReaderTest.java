package org.homeroom.keycloak.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchReaderTest {
  private static final String REMOVE =
      "{\"type\":\"class\",\"op\":\"remove\",\"sourcedId\":\"%s\"}";

  @Test
  void an_array_and_lines_are_the_same_batch() throws IOException, UnreadableBatch {
    String first = REMOVE.formatted("a");
    String second = REMOVE.formatted("b");

    Batch array = read("[" + first + "," + second + "]", false);

    assertThat(array.rows()).hasSize(2);
    assertThat(read(first + "\n" + second + "\n", true)).isEqualTo(array);
  }

  @Test
  void a_row_that_is_wrong_keeps_its_number_and_costs_only_itself()
      throws IOException, UnreadableBatch {
    Batch batch = read("[" + REMOVE.formatted("a") + ", 7, " + REMOVE.formatted("b") + "]", false);

    assertThat(batch.rows()).extracting(NumberedRow::number).containsExactly(0, 2);
    assertThat(batch.rejected())
        .extracting(RowResult::row, RowResult::error)
        .containsExactly(tuple(1, RowFault.INVALID_ROW));
  }

  @Test
  void of_two_rows_about_the_same_record_the_first_counts() throws IOException, UnreadableBatch {
    Batch batch = read("[" + REMOVE.formatted("a") + "," + REMOVE.formatted("a") + "]", false);

    assertThat(batch.rows()).extracting(NumberedRow::number).containsExactly(0);
    assertThat(batch.rejected())
        .extracting(RowResult::error)
        .containsExactly(RowFault.DUPLICATE_ROW);
    assertThat(batch.rejected().get(0).message()).contains("Row 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "[", "[{]", "[] {}", "[1 2]", "nonsense", "[{\"a\":1,\"a\":2}]"})
  void what_is_no_array_of_json_is_refused(String body) {
    UnreadableBatch refusal = catchThrowableOfType(UnreadableBatch.class, () -> read(body, false));

    assertThat(refusal.isTooLarge()).isFalse();
  }

  @Test
  void the_row_that_is_not_json_is_named() {
    UnreadableBatch refusal =
        catchThrowableOfType(
            UnreadableBatch.class, () -> read(REMOVE.formatted("a") + "\n{\"type\"", true));

    assertThat(refusal).hasMessageContaining("Row 1");
  }

  @Test
  void a_batch_has_5000_rows_and_no_more() throws IOException, UnreadableBatch {
    assertThat(read(rows(5_000), false).rejected()).hasSize(5_000);

    UnreadableBatch refusal =
        catchThrowableOfType(UnreadableBatch.class, () -> read(rows(5_001), false));

    assertThat(refusal.isTooLarge()).isTrue();
  }

  private static String rows(int count) {
    return "[" + String.join(",", Collections.nCopies(count, "{}")) + "]";
  }

  private static Batch read(String body, boolean ndjson) throws IOException, UnreadableBatch {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return BatchReader.read(new ByteArrayInputStream(bytes), ndjson);
  }
}
