// Looks how far a job is, and shows the page anew when that is something to do. Without it a link does the same.
const job = document.querySelector("[data-progress]");
const bar = document.querySelector("progress");
const words = document.querySelector("#progress-words");
const EVERY = 1500;

async function look() {
  const answer = await fetch(job.dataset.progress, { headers: { Accept: "application/json" } });
  const { state, done, total } = answer.ok && !answer.redirected ? await answer.json() : {};
  if (state !== job.dataset.state) {
    location.reload();
    return;
  }
  if (bar && words && total) {
    bar.max = total;
    bar.value = done;
    words.textContent = words.dataset.words.replace("{done}", done).replace("{total}", total);
  }
  lookSoon();
}

// A connection that breaks off is tried again.
function lookSoon() {
  setTimeout(() => look().catch(lookSoon), EVERY);
}

// A job that goes on changes by itself. One that is ready changes when its PDF is saved, and looking before that would
// only keep a session open at which nobody sits.
if (job && job.dataset.state === "ready") {
  document.addEventListener("submit", lookSoon, { once: true });
} else if (job) {
  lookSoon();
}
