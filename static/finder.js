// The list follows as one chooses; whatever goes wrong ends in an ordinary visit to its page.

const PAUSE = 600; // after the last key in a text box
const PATIENCE = 5000; // before the browser shows the page by itself
const form = document.querySelector("form.filters:not(.choose)");

const valueOf = (row) => row.querySelector("input").value.replace(/^-/, "");
const here = () => location.href.split("#")[0];

async function read(address, signal) {
  const answer = await fetch(address, { signal });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!page.querySelector(".filters")) throw new Error(answer.statusText);
  return { answer, page };
}

// Live parts of the page, one in the place of another

/** Note which control has the focus; give a function that finds it again. */
function focused() {
  const at = document.activeElement;
  const part = at?.closest("[data-live]")?.dataset.live;
  if (!part) return () => {};
  const isSame = at.type === "checkbox"
    ? (one) => one.type === "checkbox" && valueOf(one.parentNode) === valueOf(at.parentNode)
    : (one) => one.localName === at.localName && one.id === at.id && one.name === at.name;
  return () => {
    const controls = document.querySelectorAll(`[data-live="${part}"] :is(input, select, summary)`);
    [...controls].find(isSame)?.focus({ preventScroll: true });
  };
}

const topOf = (row) => (row.matches(".under") ? topOf(row.previousElementSibling) : row);

/** Leave values in place: the chosen ones go on top when the page is next opened. */
function keepOrder(fresh, old) {
  const places = [...old.querySelectorAll(".facet > li")].map(valueOf).reverse();
  const place = (row) => places.indexOf(valueOf(topOf(row)));
  const list = fresh.querySelector(".facet");
  list.append(...[...list.children].sort((a, b) => place(b) - place(a)));
}

function put(page, typed) {
  const focusAgain = focused();
  for (const old of document.querySelectorAll("[data-live]")) {
    const fresh = page.querySelector(`[data-live="${old.dataset.live}"]`);
    if (typed && old.contains(document.activeElement)) continue; // the next key finds its box
    if (old.localName === "details") {
      const { scrollTop } = old.querySelector(".facet");
      fresh.open = old.open;
      keepOrder(fresh, old);
      old.replaceWith(fresh);
      fresh.querySelector(".facet").scrollTop = scrollTop;
    } else {
      old.replaceWith(fresh);
    }
  }
  document.title = page.title;
  const kinds = "link:is([rel=alternate], [rel=canonical]), meta[name=robots]";
  document.head.querySelectorAll(kinds).forEach((one) => one.remove());
  document.head.append(...page.head.querySelectorAll(kinds));
  focusAgain();
}

// The list, asked for

let asking = new AbortController(); // only the last question is answered
let shown = here();
let pause;

const busy = (is) => document.querySelector(".results").toggleAttribute("data-busy", is);

function stop() {
  clearTimeout(pause);
  asking.abort();
}

function asked() {
  const isSaid = ([name, value]) => value && !(name === "match" && value === "any");
  const query = new URLSearchParams([...new FormData(form)].filter(isSaid)).toString();
  return form.action + (query && `?${query}`);
}

async function show(address, { typed = false, remember = true } = {}) {
  stop();
  asking = new AbortController();
  const { signal } = asking;
  const giveUp = () => signal.aborted || location.assign(address);
  const timer = setTimeout(giveUp, PATIENCE);
  busy(true);
  try {
    const { answer, page } = await read(address, signal);
    if (!(typed && answer.status === 400)) { // what is half written is no mistake yet
      await Promise.all(unfolded().map((part) => unfoldAgain(part, page, signal)));
      put(page, typed);
      if (remember && answer.url !== shown) {
        const replaces = typed && history.state;
        history[replaces ? "replaceState" : "pushState"](typed, "", answer.url);
      }
      shown = answer.url;
      const count = document.querySelector("[data-live=count]");
      document.querySelector("[role=status]").textContent = count.textContent;
    }
    busy(false);
  } catch {
    giveUp();
  } finally {
    clearTimeout(timer);
  }
}

if (form) {
  form.addEventListener("input", ({ target }) => {
    if (!target.name || !target.matches("[type=text], [type=search]")) return;
    stop();
    busy(false);
    pause = setTimeout(() => asked() === shown || show(asked(), { typed: true }), PAUSE);
  });
  form.addEventListener("change", ({ target }) => {
    if (target.name && (target.type === "text" || asked() !== shown)) show(asked());
  });
  form.addEventListener("submit", stop);
  addEventListener("pagehide", stop);
  addEventListener("popstate", () => {
    stop();
    busy(false);
    if (here() !== shown) show(here(), { remember: false });
  });
}

// All values of a long filter in their place, narrowed by what is typed

/** Give the address that a link leads to, or a button of a form. */
function addressOf(way) {
  if (way.href) return way.href;
  const query = new URLSearchParams(new FormData(way.form));
  if (way.name) query.append(way.name, way.value);
  return `${way.formAction}?${query}`;
}

const unfolded = () => [...document.querySelectorAll("details[data-way]")];

const nameOf = (row) => row.querySelector("label").textContent;

/** Compare two values by whether they are chosen, then by name. */
function byName(a, b) {
  const [first, second] = [a, b].map((row) => row.querySelector("input").checked);
  return second - first || nameOf(a).localeCompare(nameOf(b), document.documentElement.lang);
}

/** Put the values of a page of all values, and the box that narrows them, into a part of the form. */
function unfold(part, page, way) {
  const list = part.querySelector(".facet");
  const [box, label, input, status] = [".narrow", ".narrow label", "#find", "[role=status]"]
    .map((one) => page.querySelector(one));
  page.querySelectorAll(".facet > li").forEach(named);
  part.querySelectorAll(".narrow, [role=status]").forEach((one) => one.remove());
  box.querySelectorAll("button").forEach((button) => button.remove());
  input.removeAttribute("name");
  input.id = label.htmlFor = `find-${part.dataset.live}`;
  const rows = [...page.querySelectorAll(".facet > li")];
  if (part.dataset.live === "party") rows.sort(byName); // no room for the countries they stand by
  list.replaceChildren(...rows);
  list.before(box, status);
  list.classList.add("all");
  part.dataset.way = way;
  return input;
}

async function unfoldAgain(old, page, signal) {
  const part = page.querySelector(`[data-live="${old.dataset.live}"]`);
  const way = part.querySelector(`.more [data-way="${old.dataset.way}"]`);
  if (!way) return;
  const input = unfold(part, (await read(addressOf(way), signal)).page, old.dataset.way);
  input.value = old.querySelector(".narrow input").value;
  narrow(input);
}

function named(row) {
  const heading = row.closest(".group")?.querySelector("h2")?.textContent ?? "";
  row.dataset.words = ` ${plain(`${nameOf(row)} ${heading}`)}`;
}

const plain = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ");

/** Write a number of things as the pages do. */
const counted = (number) =>
  number.toLocaleString(document.documentElement.lang, { numberingSystem: "latn" });

function narrow(input) {
  const part = input.closest("details, form");
  const rows = [...part.querySelectorAll(".facet > li")];
  const words = plain(input.value).split(" ").filter(Boolean);
  for (const row of rows) {
    if (!row.dataset.words) named(row);
    const fits = words.every((word) => row.dataset.words.includes(` ${word}`));
    row.hidden = !fits && !row.querySelector("input").checked;
  }
  for (const row of rows) if (!row.hidden) topOf(row).hidden = false;
  const number = rows.filter((row) => !row.hidden).length;
  const shown = input.dataset.shown.replace("%n", counted(number)).replace("%t", counted(rows.length));
  part.querySelector("[role=status]").textContent = shown;
}

addEventListener("click", async (event) => {
  const way = event.target.closest("details .more [data-way]");
  if (!way || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const { page } = await read(addressOf(way));
    unfold(way.closest("details"), page, way.dataset.way).focus();
  } catch {
    location.assign(addressOf(way));
  }
});
addEventListener("input", ({ target }) => target.matches(".narrow input") && narrow(target));
addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (!target.matches?.(".narrow input, .facet input")) return;
  if (key === "Enter" && form && target.type === "search") event.preventDefault();
  if (!["ArrowDown", "ArrowUp"].includes(key)) return;
  const boxes = [...target.closest("details, form")
    .querySelectorAll(".narrow input, .facet > li:not([hidden]) input:enabled")];
  boxes[boxes.indexOf(target) + (key === "ArrowDown" ? 1 : -1)]?.focus();
  event.preventDefault();
});
