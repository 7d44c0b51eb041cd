// Ways to keep the recovery codes: on paper, in a file, in the clipboard.
const list = document.getElementById("kc-recovery-codes-list");
const confirmation = document.getElementById("kcRecoveryCodesConfirmationCheck");
const save = document.getElementById("saveRecoveryAuthnCodesBtn");
const kept = document.querySelector("[data-kept]");

function asText() {
  const codes = Array.from(list.children, (code, index) => `${index + 1}: ${code.textContent.trim()}`);
  const { heading, note, date } = list.dataset;
  const now = new Date().toLocaleString(document.documentElement.lang);
  return [heading, "", ...codes, "", note, "", `${date} ${now}`].join("\r\n");
}

function download() {
  const link = document.createElement("a");
  link.href = `data:text/plain;charset=utf-8,${encodeURIComponent(asText())}`;
  link.download = list.dataset.file;
  link.click();
  kept.textContent = kept.dataset.downloaded;
}

async function copy() {
  await navigator.clipboard.writeText(asText());
  kept.textContent = kept.dataset.copied;
}

document.getElementById("printRecoveryCodes").addEventListener("click", () => globalThis.print());
document.getElementById("downloadRecoveryCodes").addEventListener("click", download);
document.getElementById("copyRecoveryCodes").addEventListener("click", copy);
for (const part of document.querySelectorAll("[data-needs-script]")) {
  part.hidden = false;
}

const allowSaving = () => {
  save.disabled = !confirmation.checked;
};
confirmation.addEventListener("change", allowSaving);
allowSaving();
