// Goes on by itself: a pupil has seen the own name, and need not find a button.
const SHOW_MILLISECONDS = 800;

const form = document.getElementById("badge-greeting");

function goOn(): void {
  if (form instanceof HTMLFormElement) {
    form.requestSubmit();
  }
}

let timer = setTimeout(goOn, SHOW_MILLISECONDS);

// Whoever says that it is somebody else must not be signed in while the answer is on its way.
document.addEventListener("submit", () => clearTimeout(timer));
globalThis.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    timer = setTimeout(goOn, SHOW_MILLISECONDS);
  }
});
