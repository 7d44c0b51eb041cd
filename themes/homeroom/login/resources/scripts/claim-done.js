const print = document.getElementById("print-username");
print.hidden = false;
print.addEventListener("click", () => globalThis.print());
