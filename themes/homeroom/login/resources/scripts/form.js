// What every form needs: sent once only, a password that can be looked at, a word about Caps Lock.
const SENT = "sent";

/** The sending button keeps its name and value in the request, so buttons are not disabled: a second sending is stopped. */
function sendOnce(event) {
  const form = event.target;
  if (SENT in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset[SENT] = "";
}

function followOnce(event) {
  const link = event.target.closest("a[data-once-link]");
  if (link?.getAttribute("aria-disabled") === "true") {
    event.preventDefault();
  } else {
    link?.setAttribute("aria-disabled", "true");
  }
}

function togglePassword(button) {
  const field = document.getElementById(button.getAttribute("aria-controls"));
  const visible = field.type === "password";
  field.type = visible ? "text" : "password";
  button.setAttribute("aria-label", visible ? button.dataset.labelHide : button.dataset.labelShow);
  button.setAttribute("aria-pressed", String(visible));
  button.firstElementChild.className = `icon icon--${visible ? "eye-off" : "eye"}`;
}

function watchCapsLock(field) {
  const note = document.getElementById(field.dataset.capsLock);
  const update = (event) => {
    note.hidden = !event.getModifierState?.("CapsLock");
  };
  field.addEventListener("keydown", update);
  field.addEventListener("keyup", update);
  field.addEventListener("blur", () => {
    note.hidden = true;
  });
}

document.addEventListener("submit", sendOnce);
document.addEventListener("click", followOnce);
for (const button of document.querySelectorAll("[data-password-toggle]")) {
  button.addEventListener("click", () => togglePassword(button));
}
for (const field of document.querySelectorAll("[data-caps-lock]")) {
  watchCapsLock(field);
}

// On a page that the browser brings back from its cache, forms can be sent and links be followed again.
globalThis.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    for (const form of document.forms) {
      delete form.dataset[SENT];
    }
    for (const link of document.querySelectorAll("a[data-once-link]")) {
      link.removeAttribute("aria-disabled");
    }
  }
});
