// What the text of a badge looks like; see docs/reference/extension.md. Whether it is a good badge, only Keycloak knows.

/** `HB1`, version 1, 32 bytes, and a last digit whose unused bit is zero. */
const BADGE = /^HB1A[E-H][A-Z2-7]{50}[ACEGIKMOQSUWY246]$/;
const SURROUNDING_SPACE = /^[\t-\r ]+|[\t-\r ]+$/g;
const ASCII = /^[\x00-\x7f]*$/;

/** The badge's code in capital letters, or null for whatever else a camera or a hand scanner reads. */
export function badgeCode(text: string): string | null {
  const stripped = text.replace(SURROUNDING_SPACE, "");
  if (!ASCII.test(stripped)) {
    return null;
  }
  const code = stripped.toUpperCase();
  return BADGE.test(code) ? code : null;
}
