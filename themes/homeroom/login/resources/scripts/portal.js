// The search box of the portal: hides what does not match. Without this script all applications are simply listed.
const box = document.querySelector("[data-portal-search]");
const none = document.querySelector("[data-portal-none]");
const status = document.querySelector("[data-portal-found]");

/** Small letters without accents, so that "musica" finds "Música". */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

function show(query) {
  let found = 0;
  for (const shelf of document.querySelectorAll(".shelf")) {
    let onShelf = 0;
    for (const tile of shelf.querySelectorAll(".tile")) {
      const matches = plain(tile.querySelector(".tile__title").textContent).includes(query);
      tile.parentElement.hidden = !matches;
      onShelf += Number(matches);
    }
    shelf.hidden = onShelf === 0;
    found += onShelf;
  }
  none.hidden = found > 0;
  status.textContent = query ? status.dataset.portalFound.replace("{0}", String(found)) : "";
}

if (box) {
  const field = box.querySelector("input");
  field.addEventListener("input", () => show(plain(field.value)));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      field.value = "";
      show("");
    }
  });
  box.hidden = false;
}
