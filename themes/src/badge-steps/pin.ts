// Keys for the PIN, for children who do not find digits on a keyboard. The fourth digit sends it.
import { LENGTH, digitsOf, withDigit, withoutLast } from "./digits";

const field = document.getElementById("badge-pin");
const keys = document.getElementById("badge-pin-keys");

function listen(field: HTMLInputElement, keys: HTMLElement): void {
  const show = (pin: string): void => {
    field.value = pin;
    if (pin.length === LENGTH) {
      field.form?.requestSubmit();
    }
  };
  keys.hidden = false;
  keys.addEventListener("click", (event) => {
    const key = event.target instanceof Element ? event.target.closest("button") : null;
    const digit = key?.dataset["digit"];
    if (digit) {
      show(withDigit(field.value, digit));
    } else if (key?.id === "badge-pin-erase") {
      field.value = withoutLast(field.value);
    }
  });
  field.addEventListener("input", () => show(digitsOf(field.value)));
}

if (field instanceof HTMLInputElement && keys) {
  listen(field, keys);
}
