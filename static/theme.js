// The colours that a visitor has chosen, kept by the browser and sent to nobody; the desk uses the
// same ones. Not a module: it runs before the page is drawn, which so never flashes.
const root = document.documentElement;

function kept() {
  try {
    return localStorage.getItem("theme") || "auto";
  } catch {
    return "auto"; // the browser keeps nothing
  }
}

root.dataset.theme = kept();

addEventListener("storage", () => {
  root.dataset.theme = kept();
});

document.addEventListener("DOMContentLoaded", () => {
  const choice = document.querySelector("form.theme");
  choice.hidden = false;
  choice.elements.theme.value = kept();
  choice.addEventListener("change", () => {
    root.dataset.theme = choice.elements.theme.value;
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // It holds for this page alone.
    }
  });
});

// Escape closes the list of languages, and goes back to where it opens.
document.addEventListener("keydown", ({ key, target }) => {
  const list = key === "Escape" && target.closest(".tongue details[open]");
  if (!list) return;
  list.open = false;
  list.querySelector("summary").focus();
});
