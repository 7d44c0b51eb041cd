addEventListener("beforeprint", () => {
  for (const list of document.querySelectorAll("details")) list.open = true;
});
