// A date can be picked too: what is picked is written into the field, where it can be read and corrected.
for (const picker of document.querySelectorAll("[data-fills]")) {
  picker.hidden = false;
  picker.addEventListener("change", () => {
    document.getElementById(picker.dataset.fills).value = picker.value;
  });
}
