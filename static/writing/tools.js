// The toolbar of an editor: what it offers stands in the page, what it does stands here.

import { isInNote } from "./footnotes.js";
import { ADDRESS } from "./schema.js";

const KEYS = { Control: /Mac/.test(navigator.platform) ? "⌘" : "Ctrl" };

/** Let the buttons of `toolbar` act on `editor`, and show what holds where the cursor stands. */
export function addTools(editor, toolbar, dialog, { source }) {
  const kind = toolbar.querySelector("select");
  const tableTools = toolbar.querySelector(".in-table");
  const buttons = [...toolbar.querySelectorAll("button")];
  const run = (name, ...values) => editor.chain().focus()[name](...values).run();
  hearOfTheCursor(editor.view.dom, "keydown", "paste");
  hearOfTheCursor(toolbar, "mousedown");

  const actions = {
    bold: () => run("toggleBold"),
    italic: () => run("toggleItalic"),
    superscript: () => run("toggleSuperscript"),
    subscript: () => run("toggleSubscript"),
    link: () => askForLink(editor, dialog),
    footnote: () => run("addFootnote"),
    bulletList: () => run("toggleBulletList"),
    orderedList: () => run("toggleOrderedList"),
    deeper: () => run("sinkListItem", "listItem"),
    higher: () => run("liftListItem", "listItem"),
    blockquote: () => run("toggleBlockquote"),
    table: () => run("insertTable", { rows: 3, cols: 3, withHeaderRow: true }),
    rule: () => run("setHorizontalRule"),
    direction: () => turn(editor),
    plain: () => editor.chain().focus().unsetAllMarks().clearNodes().run(),
    undo: () => run("undo"),
    redo: () => run("redo"),
    source: (button) => showSource(source(button.getAttribute("aria-pressed") !== "true")),
  };
  const allowed = {
    footnote: () => !isInNote(editor.state.selection),
    deeper: () => editor.can().sinkListItem("listItem"),
    higher: () => editor.can().liftListItem("listItem"),
    table: () => !editor.isActive("table") && !isInNote(editor.state.selection),
    undo: () => editor.can().undo(),
    redo: () => editor.can().redo(),
  };
  const shown = new Set(["bold", "italic", "superscript", "subscript", "link", "bulletList"]);
  shown.add("orderedList").add("blockquote");

  for (const button of buttons) {
    const { command, label } = button.dataset;
    const keys = button.getAttribute("aria-keyshortcuts");
    if (keys) button.title = `${label} (${keys.replace("Control", KEYS.Control)})`;
    button.tabIndex = -1;
    // The selection stays where it is while a button is pressed.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () =>
      actions[command] ? actions[command](button) : run(command),
    );
  }
  kind.addEventListener("change", () => {
    if (kind.value === "paragraph") run("setParagraph");
    else run("setHeading", { level: Number(kind.value) });
  });

  function showSource(isShown) {
    const button = buttons.find(({ dataset }) => dataset.command === "source");
    button.setAttribute("aria-pressed", String(isShown));
  }

  function update() {
    for (const button of buttons) {
      const { command } = button.dataset;
      if (shown.has(command)) button.setAttribute("aria-pressed", String(editor.isActive(command)));
      if (allowed[command]) button.setAttribute("aria-disabled", String(!allowed[command]()));
    }
    tableTools.hidden = !editor.isActive("table");
    const level = [2, 3, 4].find((n) => editor.isActive("heading", { level: n }));
    kind.value = level ?? (editor.isActive("paragraph") ? "paragraph" : "other");
  }

  editor.on("transaction", update);
  update();
  moveByArrows(toolbar, buttons);
  editor.view.dom.addEventListener("keydown", (event) => {
    if (event.altKey && event.key === "F10") {
      event.preventDefault();
      buttons.find((button) => button.tabIndex === 0).focus();
    }
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      actions.link();
    }
  });
  return { showSource };
}

/**
 * Let the editor hear where the cursor is before it acts on `events` at `element`: a browser tells
 * of a move some time after it, and a busy one after the next key. Not while a letter is composed.
 */
function hearOfTheCursor(element, ...events) {
  const tell = (event) => {
    if (!event.isComposing) document.dispatchEvent(new Event("selectionchange"));
  };
  for (const name of events) element.addEventListener(name, tell, { capture: true });
}

/** Make the buttons one stop of the Tab key, and let arrows lead from one to the next. */
function moveByArrows(toolbar, buttons) {
  buttons[0].tabIndex = 0;
  toolbar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    if (at < 0 || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    const isRightToLeft = getComputedStyle(toolbar).direction === "rtl";
    const step = (event.key === "ArrowRight") === isRightToLeft ? -1 : 1;
    const usable = buttons.filter((button) => button.offsetParent);
    const next = usable.at((usable.indexOf(buttons[at]) + step) % usable.length);
    buttons[at].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}

/** Turn the direction of the paragraph in which the cursor stands, or let it follow the text's. */
function turn(editor) {
  const name = ["heading", "paragraph"].find((type) => editor.isActive(type));
  if (!name) return;
  const isSet = editor.getAttributes(name).dir;
  const other = getComputedStyle(editor.view.dom).direction === "rtl" ? "ltr" : "rtl";
  editor.chain().focus().updateAttributes(name, { dir: isSet ? null : other }).run();
}

/** Ask for the address of a link, and set it on the selection or on the link at the cursor. */
function askForLink(editor, dialog) {
  const { href: box } = dialog.querySelector("form").elements;
  const complaint = dialog.querySelector("[role=alert]");
  box.value = editor.getAttributes("link").href ?? "";
  complaint.hidden = true;
  document.body.append(dialog);
  dialog.returnValue = "";
  dialog.onsubmit = (event) => {
    const address = completed(box.value.trim());
    if (event.submitter?.value !== "set" || ADDRESS.test(address)) return;
    event.preventDefault();
    complaint.hidden = false;
    box.focus();
  };
  dialog.onclose = () => {
    const chain = editor.chain().focus().extendMarkRange("link");
    const address = completed(box.value.trim());
    if (dialog.returnValue === "set" && editor.state.selection.empty && !editor.isActive("link")) {
      chain.insertContent({ type: "text", text: address, marks: [{ type: "link", attrs: { href: address } }] });
      chain.run();
    } else if (dialog.returnValue === "set") {
      chain.setMark("link", { href: address }).run();
    } else if (dialog.returnValue === "unset") {
      chain.unsetMark("link").run();
    } else {
      editor.commands.focus();
    }
    dialog.remove();
  };
  dialog.showModal();
}

/** Complete an address as people type it: "example.org", "press@example.org". */
function completed(address) {
  if (ADDRESS.test(address) || !address) return address;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(address)) return `mailto:${address}`;
  return /^[^\s:/@]+\.[^\s:/@]{2,}(?:\/\S*)?$/.test(address) ? `https://${address}` : address;
}
