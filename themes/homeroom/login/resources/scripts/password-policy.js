// Says while the new password is typed which of the realm's rules it does not meet yet. Keycloak checks all of them again.
const characters = (text) => Array.from(text);
const count = (text, matches) => characters(text).filter(matches).length;
const isUpper = (character) => character === character.toUpperCase() && character !== character.toLowerCase();
const isLower = (character) => character === character.toLowerCase() && character !== character.toUpperCase();

/** Whether a password meets a rule with a limit. */
const meets = {
  length: (password, limit) => characters(password).length >= limit,
  maxLength: (password, limit) => characters(password).length <= limit,
  lowerCase: (password, limit) => count(password, isLower) >= limit,
  upperCase: (password, limit) => count(password, isUpper) >= limit,
  digits: (password, limit) => count(password, (character) => /\d/.test(character)) >= limit,
  specialChars: (password, limit) => count(password, (character) => /\W/.test(character)) >= limit,
};

for (const list of document.querySelectorAll("[data-password-rules]")) {
  const field = document.getElementById(list.dataset.passwordRules);
  const place = document.getElementById(`input-error-container-${field?.id}`);
  field?.addEventListener("change", () => {
    const broken = Array.from(list.children).filter(
      (rule) => !meets[rule.dataset.rule](field.value, Number(rule.dataset.limit)),
    );
    const complaints = document.createElement("ul");
    complaints.className = "error-text";
    complaints.setAttribute("role", "alert");
    complaints.append(...broken.map((rule) => rule.cloneNode(true)));
    place.replaceChildren(...(broken.length > 0 ? [complaints] : []));
  });
}
