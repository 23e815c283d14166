// Brings an import that is under way up to date every two seconds; without it the page has a link.

const state = document.getElementById("import-state");

async function look() {
  try {
    const response = await fetch(location.href);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const now = page.getElementById("import-state");
    if (!now || !("running" in now.dataset)) {
      location.reload();
      return;
    }
    state.replaceChildren(...now.childNodes);
  } catch {
    // The server cannot be reached: ask again later.
  }
  setTimeout(look, 2000);
}

setTimeout(look, 1000);
