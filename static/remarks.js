// Remarks on a statement follow as it is entered. Without this script a button opens them.

const WAIT = 1500; // milliseconds after the last change
const box = document.querySelector("#remarks");
const form = box?.closest("form");
const found = box?.querySelector("#remarks-found");
let timer;
let asked = 0;

async function look() {
  const mine = ++asked;
  const data = new FormData(form);
  for (const [name, value] of [...data]) {
    if (value instanceof File) data.delete(name);
  }
  try {
    const answer = await fetch(box.dataset.url, {
      method: "POST",
      body: data,
      headers: { "X-Requested-With": "fetch" },
    });
    if (!answer.ok || answer.redirected || mine !== asked) return;
    show(await answer.text());
  } catch {
    // No connection: what was remarked last stays, and nothing depends on it.
  }
}

function show(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const text = parsed.body.textContent.trim();
  if (text === found.textContent.trim()) return; // nothing new to be announced
  found.replaceChildren(...parsed.body.childNodes);
  for (const button of found.querySelectorAll("[data-topic]")) {
    button.hidden = false;
    button.nextElementSibling.remove();
    button.addEventListener("click", () => addTopic(button.dataset.topic, button.textContent));
  }
}

function addTopic(key, name) {
  const rows = () => [
    ...form.querySelectorAll("select[name^=topic_links-]:not([name*=__prefix__])"),
  ];
  let select = rows().find((one) => !one.value);
  if (!select) {
    form.querySelector("#topic_links-group .add-row a")?.click();
    select = rows().at(-1);
  }
  select.append(new Option(name, key, true, true));
  django.jQuery(select).trigger("change");
  select.dispatchEvent(new Event("change", { bubbles: true }));
  select.closest("tr")?.querySelector(".select2-selection")?.focus();
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(look, WAIT);
}

if (form) {
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  django.jQuery(form).on("change", "select", soon); // search boxes tell only jQuery
  soon();
}
