// Buttons that copy a field's content.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.setAttribute("aria-label", button.dataset.copied);
    button.firstElementChild.className = "icon icon--check";
  });
}
