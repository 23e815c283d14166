// Footnotes: a mark in the text, and its note in the list at the end, in the order of the marks.

const MARK = 'a[href^="#fn-"]';
const NAME = /\b(id="|href="#)(fn(?:ref)?-)(\d+)/g;

/** Give the nodes of footnotes and the commands about them. */
export function footnotes({ Node, pm }) {
  const Reference = Node.create({
    name: "reference",
    group: "inline",
    inline: true,
    atom: true,
    addAttributes: () => ({ n: { default: 0, rendered: false } }),
    parseHTML: () => [
      {
        tag: "sup",
        priority: 100,
        getAttrs(element) {
          const link = element.querySelector(MARK);
          const isMark = link && link.textContent.trim() === element.textContent.trim();
          return isMark ? { n: Number(link.getAttribute("href").slice(4)) } : false;
        },
      },
    ],
    renderHTML: ({ node }) => {
      const { n } = node.attrs;
      return ["sup", ["a", { href: `#fn-${n}`, id: `fnref-${n}` }, String(n)]];
    },
    // While it is written, a mark is no link: Tab would stop at each.
    addNodeView:
      () =>
      ({ node }) => {
        const dom = document.createElement("sup");
        dom.className = "mark";
        dom.textContent = node.attrs.n;
        return { dom };
      },
    renderText: ({ node }) => `[${node.attrs.n}]`,
  });

  const Note = Node.create({
    name: "note",
    content: "paragraph block*",
    defining: true,
    isolating: true,
    addAttributes: () => ({ n: { default: 0, rendered: false } }),
    parseHTML: () => [
      {
        tag: 'li[id^="fn-"]',
        priority: 100,
        getAttrs: (element) => ({ n: Number(element.id.slice(3)) }),
      },
      { tag: 'a[href^="#fnref-"]', priority: 100, ignore: true }, // the server writes it anew
    ],
    renderHTML: ({ node, HTMLAttributes }) => [
      "li",
      { ...HTMLAttributes, id: `fn-${node.attrs.n}` },
      0,
    ],
  });

  const Notes = Node.create({
    name: "notes",
    group: "block",
    content: "note+",
    isolating: true,
    parseHTML: () => [
      {
        tag: "ol",
        priority: 100,
        getAttrs({ children }) {
          const areNotes = [...children].every((item) => /^fn-\d+$/.test(item.id));
          return children.length && areNotes ? null : false;
        },
      },
    ],
    renderHTML: ({ HTMLAttributes }) => ["ol", HTMLAttributes, 0],
    addCommands: () => ({
      addFootnote:
        () =>
        ({ state, tr, dispatch }) => {
          if (isInNote(state.selection)) return false;
          if (!dispatch) return true;
          const { reference, note, paragraph } = state.schema.nodes;
          const n = highestNote(tr.doc) + 1;
          tr.insert(tr.selection.to, reference.create({ n }));
          const numbers = arrange(tr, [note.create({ n }, paragraph.create())]);
          const inside = tr.doc.resolve(placeOf(tr.doc, numbers.get(n)) + 2);
          tr.setSelection(pm.state.TextSelection.near(inside)).scrollIntoView();
          return true;
        },
      arrangeFootnotes:
        () =>
        ({ tr }) => {
          arrange(tr);
          if (isInNote(tr.selection)) {
            // What was pasted ended with its notes: writing goes on where its text ends.
            const end = tr.doc.resolve(tr.doc.content.size - tr.doc.lastChild.nodeSize);
            tr.setSelection(pm.state.TextSelection.near(end, -1));
          }
          return true;
        },
    }),
    addKeyboardShortcuts() {
      return { "Mod-Alt-f": () => this.editor.commands.addFootnote() };
    },
  });

  return [Reference, Note, Notes];
}

/** Give HTML with its notes numbered after those of `doc`, so that both can stand in one text. */
export function numberedAfter(doc, html) {
  const shift = highestNote(doc);
  return html.replace(NAME, (_all, before, name, n) => before + name + (Number(n) + shift));
}

export function isInNote({ $from }) {
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type.name === "note") return true;
  }
  return false;
}

function highestNote(doc) {
  let highest = 0;
  doc.descendants((node) => {
    if (["note", "reference"].includes(node.type.name)) highest = Math.max(highest, node.attrs.n);
  });
  return highest;
}

function placeOf(doc, n) {
  let place = 0;
  doc.descendants((node, pos) => {
    if (node.type.name === "note" && node.attrs.n === n) place = pos;
  });
  return place;
}

/** Number marks in their order, and gather the notes at the end; give new numbers by old ones. */
function arrange(tr, added = []) {
  const marks = [];
  const notes = [...added];
  const lists = [];
  tr.doc.descendants((node, pos, parent) => {
    if (node.type.name === "reference") marks.push({ node, pos });
    if (node.type.name === "notes" && parent === tr.doc) {
      lists.push({ node, pos });
      node.forEach((note) => notes.push(note));
    }
  });
  const numbers = new Map();
  for (const { attrs } of [...marks.map(({ node }) => node), ...notes]) {
    if (!numbers.has(attrs.n)) numbers.set(attrs.n, numbers.size + 1);
  }
  const numbered = (node) => ({ ...node.attrs, n: numbers.get(node.attrs.n) });
  for (const { node, pos } of marks) tr.setNodeMarkup(pos, null, numbered(node));
  if (!notes.length) return numbers;
  const ordered = notes
    .map((note) => note.type.create(numbered(note), note.content))
    .sort((one, other) => one.attrs.n - other.attrs.n);
  tr.insert(tr.doc.content.size, tr.doc.type.schema.nodes.notes.create(null, ordered));
  for (const { node, pos } of lists.reverse()) tr.delete(pos, pos + node.nodeSize);
  return numbers;
}
