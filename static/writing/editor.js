// The editor of texts. Without it each text is a plain box that takes words or HTML; with it the
// box stays, holds what is sent, and is shown when HTML is asked for.

import { extensionsFrom } from "./schema.js";
import { isFaithful, paragraphsOf } from "./faithful.js";
import { pasteHandlers } from "./pasting.js";
import { addTools } from "./tools.js";

const PAUSE = 200; // ms after the last key, before the box is written
const LANGUAGE = 'select[name$="-language"]';
const template = document.getElementById("writing-tools");
const rightToLeft = template?.dataset.rightToLeft.split(" ") ?? [];

const languageOf = (block) => block.querySelector(LANGUAGE)?.value ?? "";

/** Give the boxes of a block, and the head of a new one, the language chosen in it. */
function follow(block) {
  const code = languageOf(block);
  const head = block.querySelector(".language-of-new");
  if (head) head.textContent = code && `: ${block.querySelector(LANGUAGE).selectedOptions[0].text}`;
  const parts = '[name$="-title"], [name$="-summary"], [name$="-body"], .writing-area > *';
  for (const part of block.querySelectorAll(parts)) {
    part.lang = code;
    part.dir = !code ? "auto" : rightToLeft.includes(code) ? "rtl" : "ltr";
  }
}

function made(tag, className, attributes = {}) {
  const element = document.createElement(tag);
  element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** Tell those who do not see the editor what it is, as its box does. */
function described(box) {
  const label = box.form.querySelector(`label[for="${box.id}"]`);
  if (label) label.id ||= `${box.id}_label`;
  const said = { role: "textbox", "aria-multiline": "true", "aria-labelledby": label?.id };
  for (const name of ["aria-describedby", "aria-invalid"]) said[name] = box.getAttribute(name);
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value));
}

/** Write what the editor holds into its box, soon after it changes and before the form is sent. */
function keepWritten(editor, box) {
  let timer = 0;
  const write = () => {
    if (!timer) return;
    clearTimeout(timer);
    timer = 0;
    box.value = editor.isEmpty ? "" : editor.getHTML();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  editor.on("update", () => {
    clearTimeout(timer);
    timer = setTimeout(write, PAUSE);
  });
  editor.on("blur", write);
  box.form.addEventListener("submit", write, { capture: true });
  return write;
}

/** Put an editor before `box`. */
function enrich(box, tiptap) {
  const block = box.closest(".inline-related");
  const frame = made("div", "writing-frame");
  const area = made("div", "writing-area");
  const notice = made("p", "writing-notice", { role: "status" });
  const content = template.content.cloneNode(true);
  const toolbar = content.querySelector(".writing-tools");

  const editor = new tiptap.Editor({
    element: area,
    extensions: extensionsFrom(tiptap),
    content: paragraphsOf(box.value),
    injectCSS: false,
    enableInputRules: false,
    enablePasteRules: false,
    editorProps: {
      attributes: described(box),
      ...pasteHandlers(() => editor, tiptap, {
        url: template.dataset.paste,
        token: () => box.form.elements.csrfmiddlewaretoken.value,
        language: () => languageOf(block),
        busy: (is) => (notice.textContent = is ? template.dataset.pasting : ""),
      }),
    },
  });
  const write = keepWritten(editor, box);
  let typed = box.value; // what was there when the box was shown last

  /** Show the editor, or the box; only the box where the editor would lose something. */
  function show(asSource) {
    write();
    const html = paragraphsOf(box.value);
    if (asSource) typed = box.value;
    else if (typed !== box.value) editor.commands.setContent(html, { emitUpdate: false });
    const isSpoilt = !isFaithful(html, editor.getHTML());
    notice.textContent = isSpoilt && !asSource ? template.dataset.unfaithful : "";
    box.hidden = !(asSource || isSpoilt);
    frame.classList.toggle("as-source", !box.hidden);
    return !box.hidden;
  }

  frame.append(toolbar, area, notice);
  box.before(frame);
  const addedTools = addTools(editor, toolbar, content.querySelector("dialog"), {
    source(asSource) {
      const isSource = show(asSource);
      (isSource ? box : editor.view.dom).focus();
      return isSource;
    },
  });
  addedTools.showSource(show(false));
  box.labels[0]?.addEventListener("click", () => box.hidden && editor.commands.focus());
  follow(block);
}

async function begin(root) {
  const boxes = [...root.querySelectorAll("textarea.writing")].filter(
    (box) => !box.id.includes("__prefix__"),
  );
  if (!boxes.length || !template) return;
  const tiptap = await import(template.dataset.editor);
  for (const box of boxes) enrich(box, tiptap);
}

document.addEventListener("change", (event) => {
  const block = event.target.closest(".texts .inline-related");
  if (block && event.target.matches(LANGUAGE)) follow(block);
});
document.addEventListener("formset:added", (event) => begin(event.target));

// A link of the list of texts opens the block that it leads to.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".texts .jumps a");
  if (link) document.querySelector(link.hash)?.closest("details")?.setAttribute("open", "");
});

begin(document);
