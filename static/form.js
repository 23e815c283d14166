// Forms for those who use the keyboard or hear them: search boxes bear the name of their field (Select2
// names them after what is chosen in them only), pictures of calendars and clocks theirs, and who adds a
// row is led to it.

const $ = django.jQuery;
const FIELD = "input:not([type=hidden]), select:not(.select2-hidden-accessible), .select2-selection";

const nameOf = (select) => select.ariaLabel ?? select.labels[0]?.textContent.trim() ?? "";

function nameIn(root) {
  for (const select of root.querySelectorAll("select.select2-hidden-accessible")) {
    const box = select.nextElementSibling?.querySelector(".select2-selection");
    const chosen = box?.querySelector(".select2-selection__rendered");
    if (!chosen) continue;
    box.id = `${chosen.id}-box`;
    box.ariaLabel = nameOf(select);
    box.setAttribute("aria-labelledby", `${box.id} ${chosen.id}`);
  }
  for (const link of root.querySelectorAll(".datetimeshortcuts a:has([title])")) {
    link.ariaLabel = link.querySelector("[title]").title;
  }
}

$(() => nameIn(document)); // once the scripts of the admin have made their boxes
addEventListener("load", () => nameIn(document)); // calendars come later
document.addEventListener("formset:added", ({ target }) => {
  nameIn(target);
  target.querySelector(FIELD)?.focus();
  setTimeout(() => nameIn(document)); // the admin makes all calendars anew
});
$(document).on("select2:open", ({ target }) => {
  const search = document.querySelector(".select2-container--open .select2-search__field");
  if (search) search.ariaLabel = nameOf(target);
});

// What is wrong is read first, and each line of it leads into the box that it is about, also where a
// script has put another box in its place.
const complaints = document.querySelector(".complaints");
addEventListener("load", () => complaints?.focus());
complaints?.addEventListener("click", (event) => {
  const box = document.getElementById(event.target.closest("a")?.hash.slice(1) ?? "");
  if (!box) return;
  event.preventDefault();
  const fold = box.closest("details:not([open])");
  if (fold) fold.open = true;
  const isReplaced = !box.checkVisibility() || box.matches(".select2-hidden-accessible");
  const field = isReplaced
    ? box.closest("td, .flex-container")?.querySelector(".select2-selection, [contenteditable=true]")
    : box.matches("input, select, textarea") ? box : box.querySelector(FIELD);
  (field ?? box).scrollIntoView({ block: "center" });
  field?.focus({ preventScroll: true });
});

// Ctrl+S saves and goes on, Ctrl+Shift+Enter saves and begins another, from wherever one writes.
const BUTTONS = { s: "_continue", "shift+enter": "_addanother" };
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const name = BUTTONS[(event.shiftKey ? "shift+" : "") + event.key.toLowerCase()];
  const button = name && document.querySelector(`.submit-row [name=${name}]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
