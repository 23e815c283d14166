// The editor of texts. Without it each text is a plain box that takes words or HTML; with it the
// box stays, holds what is sent, and is shown when HTML is asked for.

import { extensionsFrom } from "./schema.js";
import { isFaithful, paragraphsOf } from "./faithful.js";
import { pasteHandlers } from "./pasting.js";
import { addTools } from "./tools.js";

const PAUSE = 200; // ms after the last key, before the box is written
const template = document.getElementById("writing-tools");
const rightToLeft = template?.dataset.rightToLeft.split(" ") ?? [];

/** Give the boxes of a block whose words are in the language chosen in it. */
function follow(block) {
  const select = block.querySelector('select[name$="-language"]');
  const parts = block.querySelectorAll(
    '[name$="-title"], [name$="-summary"], [name$="-body"], .writing-area > .ProseMirror',
  );
  const code = select?.value ?? "";
  for (const part of parts) {
    part.lang = code;
    part.dir = !code ? "auto" : rightToLeft.includes(code) ? "rtl" : "ltr";
  }
}

/** Put an editor before `box`. */
function enrich(box, tiptap) {
  const block = box.closest(".inline-related") ?? box.form;
  const frame = document.createElement("div");
  const area = document.createElement("div");
  frame.className = "writing-frame";
  area.className = "writing-area";
  const label = box.form.querySelector(`label[for="${box.id}"]`);
  const help = document.getElementById(`${box.id}_helptext`);
  if (label) label.id ||= `${box.id}_label`;

  let timer = 0;
  const write = () => {
    clearTimeout(timer);
    timer = 0;
    const html = editor.isEmpty ? "" : editor.getHTML();
    if (html === box.value) return;
    box.value = html;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const editor = new tiptap.Editor({
    element: area,
    extensions: extensionsFrom(tiptap),
    content: paragraphsOf(box.value),
    injectCSS: false,
    enableInputRules: false,
    enablePasteRules: false,
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        ...(label && { "aria-labelledby": label.id }),
        ...(help && { "aria-describedby": help.id }),
      },
      ...pasteHandlers(() => editor, tiptap, {
        url: template.dataset.paste,
        token: () => box.form.elements.csrfmiddlewaretoken.value,
        language: () => block.querySelector('select[name$="-language"]')?.value ?? "",
        busy: (is) => say(is ? template.dataset.pasting : ""),
      }),
    },
    onUpdate() {
      clearTimeout(timer);
      timer = setTimeout(write, PAUSE);
    },
    onBlur() {
      if (timer) write();
    },
  });

  const notice = document.createElement("p");
  notice.className = "writing-notice";
  notice.setAttribute("role", "status");
  const say = (words) => (notice.textContent = words);

  const content = template.content.cloneNode(true);
  const toolbar = content.querySelector(".writing-tools");
  frame.append(toolbar, area, notice);
  box.before(frame);
  addTools(editor, toolbar, tiptap, content.querySelector("dialog"), {
    source(isAsked) {
      if (timer) write();
      if (!isAsked) {
        editor.commands.setContent(paragraphsOf(box.value), { emitUpdate: false });
        if (!isFaithful(paragraphsOf(box.value), editor.getHTML())) {
          say(template.dataset.unfaithful);
          return false;
        }
      }
      say("");
      frame.classList.toggle("as-source", isAsked);
      box.hidden = !isAsked;
      (isAsked ? box : editor.view.dom).focus();
      return true;
    },
  });

  box.hidden = true;
  if (!isFaithful(paragraphsOf(box.value), editor.getHTML())) {
    say(template.dataset.unfaithful);
    frame.classList.add("as-source");
    box.hidden = false;
    toolbar.querySelector('[data-command="source"]').setAttribute("aria-pressed", "true");
  }
  box.form.addEventListener("submit", () => timer && write(), { capture: true });
  box.addEventListener("writing:write", () => timer && write());
  label?.addEventListener("click", () => !box.hidden || editor.commands.focus());
  follow(block);
}

async function begin(root) {
  const boxes = [...root.querySelectorAll("textarea.writing")].filter(
    (box) => !box.id.includes("__prefix__") && !box.previousElementSibling?.matches(".writing-frame"),
  );
  for (const block of root.querySelectorAll(".texts .inline-related:not(.empty-form)")) follow(block);
  if (root.matches?.(".inline-related")) follow(root);
  if (!boxes.length || !template) return;
  const tiptap = await import(template.dataset.editor);
  for (const box of boxes) enrich(box, tiptap);
}

document.addEventListener("change", (event) => {
  const block = event.target.closest(".texts .inline-related");
  if (block && event.target.matches('select[name$="-language"]')) follow(block);
});
document.addEventListener("formset:added", (event) => begin(event.target));

// A link of the list of texts opens the block that it leads to.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".texts .jumps a");
  if (link) document.querySelector(link.hash)?.closest("details")?.setAttribute("open", "");
});

begin(document);
