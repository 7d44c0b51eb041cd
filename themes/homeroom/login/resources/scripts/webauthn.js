// Passkeys and security keys: asks the browser for the credential that a form describes, and sends what it answers.
const NOT_SPECIFIED = "not specified";
const MODAL = ["optional", "required"];
const DISMISSED = "passkey-dialog-dismissed";

let pending;

function toBytes(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function toText(buffer) {
  const binary = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const publicKeys = (ids) => ids.filter(Boolean).map((id) => ({ type: "public-key", id: toBytes(id) }));
const specified = (value) => (value && value !== NOT_SPECIFIED ? value : undefined);
const timeout = (seconds) => (Number(seconds) > 0 ? Number(seconds) * 1000 : undefined);

/** The browser takes one request at a time: a new one ends the one before. */
function nextSignal() {
  pending?.abort();
  pending = new AbortController();
  return pending.signal;
}

function send(form, values) {
  for (const [name, value] of Object.entries(values)) {
    form.elements.namedItem(name).value = value;
  }
  form.requestSubmit();
}

function requireSupport(form) {
  if (!globalThis.PublicKeyCredential) {
    throw new Error(form.dataset.unsupported);
  }
}

async function assertion(form, options) {
  requireSupport(form);
  const { challenge, rpId, userVerification } = form.dataset;
  const { response, id } = await navigator.credentials.get({
    signal: nextSignal(),
    mediation: options.mediation,
    publicKey: {
      challenge: toBytes(challenge),
      rpId,
      timeout: timeout(form.dataset.timeout),
      allowCredentials: options.allowCredentials,
      userVerification: specified(userVerification),
    },
  });
  return {
    clientDataJSON: toText(response.clientDataJSON),
    authenticatorData: toText(response.authenticatorData),
    signature: toText(response.signature),
    credentialId: id,
    userHandle: response.userHandle ? toText(response.userHandle) : "",
  };
}

function authenticateOnClick(form, button) {
  const identified = form.dataset.userIdentified === "true";
  const ids = Array.from(document.querySelectorAll("#authn_select [name=authn_use_chk]"), (field) => field.value);
  button.addEventListener("click", async () => {
    try {
      send(form, await assertion(form, { allowCredentials: publicKeys(identified ? ids : []) }));
    } catch (error) {
      send(form, { error: error.message });
    }
  });
}

/** Offers passkeys in the username field, or in a dialog where the realm says so; a refusal leaves the page as it is. */
async function offerPasskeys(form) {
  const { mediation, userIdentified } = form.dataset;
  if (!mediation || mediation === "none" || userIdentified === "true" || !globalThis.PublicKeyCredential) {
    return;
  }
  if (mediation === "conditional" && !(await PublicKeyCredential.isConditionalMediationAvailable?.())) {
    return;
  }
  const attempt = document.body.dataset.authSession ?? "";
  if (MODAL.includes(mediation) && sessionStorage.getItem(DISMISSED) === attempt) {
    return;
  }
  try {
    send(form, await assertion(form, { mediation, allowCredentials: [] }));
  } catch {
    sessionStorage.setItem(DISMISSED, attempt);
  }
}

async function attestation(form) {
  requireSupport(form);
  const { dataset } = form;
  const user = { id: toBytes(dataset.userId), name: dataset.username, displayName: dataset.username };
  const residentKey = specified(dataset.residentKey);
  const algorithms = dataset.algorithms ? dataset.algorithms.split(",").map(Number) : [-7];
  const { response, rawId, authenticatorAttachment } = await navigator.credentials.create({
    publicKey: {
      challenge: toBytes(dataset.challenge),
      rp: { id: dataset.rpId, name: dataset.rpName },
      user,
      pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
      attestation: specified(dataset.attestation),
      timeout: timeout(dataset.timeout),
      excludeCredentials: publicKeys(dataset.exclude.split(",")),
      authenticatorSelection: {
        authenticatorAttachment: specified(dataset.attachment),
        residentKey,
        requireResidentKey: residentKey ? residentKey === "required" : dataset.requireResidentKey === "Yes",
        userVerification: specified(dataset.userVerification),
      },
    },
  });
  return {
    clientDataJSON: toText(response.clientDataJSON),
    attestationObject: toText(response.attestationObject),
    publicKeyCredentialId: toText(rawId),
    transports: response.getTransports?.().join() ?? "",
    authenticatorAttachment: authenticatorAttachment ?? "",
    authenticatorLabel: globalThis.prompt(dataset.labelPrompt, dataset.label) ?? dataset.label,
  };
}

function registerOnClick(form, button) {
  button.addEventListener("click", async () => {
    try {
      send(form, await attestation(form));
    } catch (error) {
      send(form, { error: error.message });
    }
  });
}

const authenticateForm = document.getElementById("webauth");
if (authenticateForm) {
  authenticateOnClick(authenticateForm, document.getElementById("authenticateWebAuthnButton"));
  offerPasskeys(authenticateForm);
}
const registerForm = document.getElementById("register");
if (registerForm) {
  registerOnClick(registerForm, document.getElementById("registerWebAuthn"));
}
