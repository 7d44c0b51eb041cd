// Keeps a sign-in page in step with the other tabs of the browser.
const POLL_MILLISECONDS = 2000;
const SETTLE_MILLISECONDS = 1000;
const { signInElsewhere, authSession, action } = document.body.dataset;

function cookie(name) {
  const pair = document.cookie.split("; ").find((candidate) => candidate.startsWith(`${name}=`));
  return pair?.slice(name.length + 1).replace(/^"|"$/g, "");
}

/** Somebody who signs in in another tab is taken along by this one. */
function followSignInElsewhere() {
  if (!signInElsewhere || cookie("KEYCLOAK_SESSION")) {
    return;
  }
  const timer = setInterval(() => {
    if (cookie("KEYCLOAK_SESSION")) {
      clearInterval(timer);
      location.assign(signInElsewhere);
    }
  }, POLL_MILLISECONDS);
  const stop = () => clearInterval(timer);
  document.addEventListener("submit", stop);
  globalThis.addEventListener("pagehide", stop);
}

/** A page that belongs to an attempt which another tab has replaced is loaded again. */
function reloadWhenReplaced() {
  if (!authSession) {
    return;
  }
  setTimeout(() => {
    const current = cookie("KC_AUTH_SESSION_HASH");
    if (current && current !== authSession) {
      location.reload();
    }
  }, SETTLE_MILLISECONDS);
}

/** The address of a form's answer holds a code that is spent; the same page without it can be loaded again. */
function makeReloadable() {
  const spent = "session_code";
  if (action && new URLSearchParams(location.search).has(spent)) {
    const address = new URL(action, location.href);
    address.searchParams.delete(spent);
    history.replaceState(history.state, "", address);
  }
}

makeReloadable();
followSignInElsewhere();
reloadWhenReplaced();
