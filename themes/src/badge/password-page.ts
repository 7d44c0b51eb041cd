// The page with user name and password: a hand scanner works there as well, and no code stays in the field for all to see.
import { listenToHandScanner } from "./hand-scanner";

const form = document.getElementById("scanned-badge-form") as HTMLFormElement;
const field = document.getElementById("scanned-badge") as HTMLInputElement;

listenToHandScanner((code) => {
  if (document.activeElement instanceof HTMLInputElement) {
    document.activeElement.value = "";
  }
  field.value = code;
  form.requestSubmit();
});
