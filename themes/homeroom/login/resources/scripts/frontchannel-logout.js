// Goes on as soon as every application's frame has been told of the sign-out.
globalThis.addEventListener("load", () => {
  const next = document.getElementById("continue");
  if (next) {
    location.replace(next.href);
  }
});
