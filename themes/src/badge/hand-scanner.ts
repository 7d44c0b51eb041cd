// Hand scanners are keyboards: they type the code, much faster than a person, and press Enter.

/** Between two keys of a scanner; people need longer. */
const LONGEST_PAUSE_MILLISECONDS = 60;
const LONGEST_CODE = 200;

/** Puts together what a hand scanner types. */
export class HandScanner {
  #typed = "";
  #last = Number.NEGATIVE_INFINITY;

  /**
   * Takes the next key.
   *
   * @param key as in `KeyboardEvent.key`
   * @param milliseconds when it was pressed, on any clock
   * @returns what was typed in one go, when `key` is the Enter that ends it; otherwise null
   */
  press(key: string, milliseconds: number): string | null {
    const inOneGo = milliseconds - this.#last <= LONGEST_PAUSE_MILLISECONDS;
    const before = inOneGo ? this.#typed : "";
    this.#last = milliseconds;
    if (key === "Enter") {
      this.#typed = "";
      return before || null;
    }
    // Shift, which scanners press for capital letters, is a key of its own and belongs to no text.
    this.#typed = key.length === 1 ? (before + key).slice(-LONGEST_CODE) : before;
    return null;
  }
}
