// Pasting: the server turns HTML of other programs into that of the archive.

import { withoutForms } from "./faithful.js";
import { numberedAfter } from "./footnotes.js";

const PATIENCE = 10_000; // ms; then the editor reads the clipboard by itself
// Neither is asked for, and pictures in it make a clipboard many megabytes long.
const STYLE = /\sstyle\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi; // which the security policy refuses
const WEIGHT = /<!--[^]*?-->|<style\b[^]*?<\/style>|<img\b[^>]*>/gi;

const withoutLooks = (html) => withoutForms(html.replaceAll(WEIGHT, "").replaceAll(STYLE, ""));

let copiedFrom = null; // the editor: only in its own text do marks of footnotes find their notes

/** Give the paste handlers of an editor; `server` knows address, token and language. */
export function pasteHandlers(editorOf, { pm }, server) {
  function insert(html, range) {
    const editor = editorOf();
    const { view } = editor;
    if (range) {
      const { doc, tr } = view.state;
      const selection = pm.state.TextSelection.between(doc.resolve(range.from), doc.resolve(range.to));
      view.dispatch(tr.setSelection(selection));
    }
    view.pasteHTML(numberedAfter(view.state.doc, html));
    if (html.includes('id="fn-')) editor.commands.arrangeFootnotes();
  }

  async function ask(html) {
    await new Promise((resolve) => setTimeout(resolve)); // a cursor that just moved is known then
    const { from, to } = editorOf().state.selection;
    let range = { from, to };
    const follow = ({ transaction: { mapping } }) => {
      range = { from: mapping.map(range.from), to: mapping.map(range.to) };
    };
    editorOf().on("transaction", follow);
    server.busy(true);
    try {
      const body = new FormData();
      body.append("html", html.replaceAll(WEIGHT, ""));
      body.append("language", server.language());
      const answer = await fetch(server.url, {
        method: "POST",
        headers: { "X-CSRFToken": server.token() },
        body,
        signal: AbortSignal.timeout(PATIENCE),
      });
      const isCleaned = answer.ok && !answer.redirected;
      insert(isCleaned ? await answer.text() : withoutLooks(html), range);
    } catch {
      insert(withoutLooks(html), range);
    } finally {
      editorOf().off("transaction", follow);
      server.busy(false);
    }
  }

  return {
    handleDOMEvents: {
      copy() {
        copiedFrom = editorOf();
      },
      cut() {
        copiedFrom = editorOf();
      },
      paste(_view, event) {
        const html = event.clipboardData?.getData("text/html");
        const isOwn = html?.includes("data-pm-slice") && copiedFrom === editorOf();
        if (!html || isOwn) return false;
        event.preventDefault();
        ask(html);
        return true;
      },
    },
    /** Plain words: blank lines end paragraphs; where there are none, each line is one. */
    clipboardTextParser(text, $context, _isPlain, view) {
      const { schema } = view.state;
      const marks = $context.marks();
      const lines = text.replace(/\r\n?/g, "\n").trim();
      const hasBlanks = /\n[ \t]*\n/.test(lines);
      const paragraphs = lines.split(hasBlanks ? /\n(?:[ \t]*\n)+/ : "\n").map((words) => {
        const inside = words.split("\n").flatMap((line, n) => [
          ...(n ? [schema.nodes.hardBreak.create()] : []),
          ...(line.trim() ? [schema.text(line.trim(), marks)] : []),
        ]);
        return schema.nodes.paragraph.create(null, inside);
      });
      return pm.model.Slice.maxOpen(pm.model.Fragment.from(paragraphs));
    },
  };
}
