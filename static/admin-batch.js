// A change of many goes on by itself while its page is open. Without this script a button does it.

const place = document.getElementById("batch");
const key = `batch-${place.dataset.batch}`;

// Only what was begun or continued in this tab goes on by itself.
document.addEventListener("submit", ({ submitter }) => {
  if (["confirm", "continue"].includes(submitter?.value)) sessionStorage.setItem(key, "1");
  else sessionStorage.removeItem(key);
});

const unfinished = (page) => page.querySelector('#batch button[value="continue"]')?.form;

function setRunning(on) {
  for (const part of place.querySelectorAll(".stands")) part.hidden = on;
  place.querySelector(".runs").hidden = !on;
  place.querySelector('button[value="continue"]').hidden = on;
}

function show(page) {
  place.querySelector("progress").value = page.querySelector("#batch progress").value;
  for (const part of ["stands", "runs"]) {
    const sentence = `.how-far .${part}`;
    place.querySelector(sentence).textContent = page.querySelector(sentence).textContent;
  }
}

async function step(form) {
  const data = new FormData(form);
  data.set("step", "continue");
  const answer = await fetch(location.href, { method: "POST", body: data });
  if (!answer.ok) throw new Error(answer.status);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function run() {
  setRunning(true);
  try {
    for (;;) {
      const page = await step(unfinished(document));
      if (!unfinished(page)) break;
      show(page);
    }
    sessionStorage.removeItem(key);
    location.reload();
  } catch {
    setRunning(false); // the server is away: the page says how far it was, and offers to continue
  }
}

if (unfinished(document) && sessionStorage.getItem(key)) run();
