// Buttons that copy a field's content, or a text of the page.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
    button.setAttribute("aria-label", button.dataset.copied);
    button.firstElementChild.className = "icon icon--check";
  });
}
