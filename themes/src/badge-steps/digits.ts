// What is in the field of a PIN after a key was pressed.
export const LENGTH = 4;

export function withDigit(pin: string, digit: string): string {
  return pin.length < LENGTH ? pin + digit : pin;
}

export function withoutLast(pin: string): string {
  return pin.slice(0, -1);
}

/** Digits only: a hand scanner or a pasted text may hold anything. */
export function digitsOf(text: string): string {
  return text.replace(/[^0-9]/g, "").slice(0, LENGTH);
}
