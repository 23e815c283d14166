// Keeps what is typed into a form of the desk and not saved: on the server soon after typing
// pauses, in this browser while the server does not answer. Asks nothing while nothing changes.

const PAUSE = 3_000; // ms after the last key
const RETRY = 15_000;
const KEEPALIVE_LIMIT = 60_000; // bytes that browsers send for a page that is closed
const PREFIX = "unsaved:";

const line = document.getElementById("keeping");
const form = line.closest("form");
const writing = form.elements.writing.value;
const editor = writing.split("-")[0];
const place = `${PREFIX}${editor}:${location.pathname}`;

let kept = line.hasAttribute("data-typed") ? "" : typed();
let timer = 0;
let sending = null;
let isSubmitted = false;
let isLeft = false;

/** What the form holds, as it would send it; without files, tokens, buttons and passwords. */
function typed() {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !/^(_|csrf)|password/.test(name)) fields.append(name, value);
  }
  return fields.toString();
}

function cookie(name) {
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
  return found ? found.slice(name.length + 1) : "";
}

function token() {
  return cookie("csrftoken") || form.elements.csrfmiddlewaretoken.value;
}

// The copy in this browser

function keepHere(text) {
  try {
    localStorage.setItem(place, JSON.stringify({ writing, text, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

function keptHere() {
  try {
    return JSON.parse(localStorage.getItem(place));
  } catch {
    return null;
  }
}

/** Forget the copies of what the server says is saved. */
function forgetSaved() {
  const saved = cookie("desk-saved").split(".");
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    try {
      if (saved.includes(JSON.parse(localStorage.getItem(key)).writing)) localStorage.removeItem(key);
    } catch {
      localStorage.removeItem(key);
    }
  }
}

// The line that says what is kept

function say(sentence, { isTrouble = false, link = null } = {}) {
  const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  line.textContent = sentence.replace("%s", time);
  line.classList.toggle("trouble", isTrouble);
  line.hidden = false;
  if (isTrouble) line.setAttribute("role", "alert");
  else line.removeAttribute("role");
  if (link) line.append(" ", link);
}

function linkToSignIn() {
  const link = document.createElement("a");
  link.href = line.dataset.signIn;
  link.target = "_blank";
  link.textContent = line.dataset.again;
  return link;
}

// Sending

async function post(text, { isLeaving = false } = {}) {
  sending = new AbortController();
  return fetch(line.dataset.address, {
    method: "POST",
    body: text,
    headers: { "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token() },
    redirect: "manual", // to the sign-in page
    keepalive: isLeaving && text.length < KEEPALIVE_LIMIT,
    signal: isLeaving ? undefined : sending.signal,
  });
}

async function keep() {
  clearTimeout(timer);
  const text = typed();
  if (isSubmitted || text === kept) return;
  let response = null;
  try {
    response = await post(text);
  } catch {
    if (isSubmitted) return;
  }
  if (response?.ok) {
    kept = text;
    localStorage.removeItem(place);
    say(line.dataset.kept);
    return;
  }
  const isHere = keepHere(text);
  const isSignedOut = response?.type === "opaqueredirect" || response?.status === 403;
  if (isSignedOut) {
    say(line.dataset.signedOut, { isTrouble: true, link: linkToSignIn() });
  } else if (response?.status === 409 || response?.status === 413) {
    say(await response.text(), { isTrouble: true });
  } else {
    say(isHere ? line.dataset.offline : line.dataset.lost, { isTrouble: true });
  }
  timer = setTimeout(keep, RETRY);
}

function keepSoon() {
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
}

/** Keep the last words while the page is being closed: here at once, there if it still goes. */
function keepLeaving() {
  const text = typed();
  if (isSubmitted || text === kept) return;
  keepHere(text);
  post(text, { isLeaving: true }).then(
    (response) => {
      if (!response.ok) return;
      kept = text;
      localStorage.removeItem(place);
    },
    () => {},
  );
}

/** Hand over what this browser kept while the server could not, and show the offer of it. */
async function handOver() {
  const left = keptHere();
  if (!left || left.writing === writing) return;
  try {
    const response = await post(left.text);
    if (!response.ok) return;
    localStorage.removeItem(place);
    if (!isLeft && typed() === kept) location.reload(); // which would stop going elsewhere
  } catch {
    // There is no connection yet; it stays here.
  }
}

for (const type of ["input", "change", "click", "keyup", "drop"]) {
  document.addEventListener(type, keepSoon);
}
addEventListener("online", keep);
addEventListener("focus", keep);
addEventListener("beforeunload", () => {
  isLeft = true;
});
addEventListener("pagehide", keepLeaving);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") keepLeaving();
});
addEventListener("pageshow", (event) => {
  if (event.persisted) isSubmitted = isLeft = false;
});
// Whoever sends the form sends the token of today: it is another after signing in anew.
form.addEventListener("formdata", ({ formData }) => formData.set("csrfmiddlewaretoken", token()));
addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target !== form) return;
  if (event.submitter?.formTarget === "_blank") return; // the form stays
  keepHere(typed());
  isSubmitted = true;
  clearTimeout(timer);
  sending?.abort();
});

document.querySelector(".submit-row")?.append(line);
forgetSaved();
handOver();
if (kept === "") keepSoon();
