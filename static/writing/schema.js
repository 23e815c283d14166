// What a text may hold: all that clean_html() keeps, so that nothing is lost by opening it.

import { footnotes } from "./footnotes.js";

export const ADDRESS = /^(?:https?:\/\/|mailto:|\/(?!\/))/i;
const BLOCKS = [
  ...["paragraph", "heading", "blockquote", "bulletList", "orderedList", "listItem", "table"],
  ...["tableRow", "tableCell", "tableHeader", "preformatted", "box", "terms", "term", "meaning"],
  ...["note", "notes"],
];

/** Give the extensions of an editor, made of the parts of Tiptap that the bundle brings. */
export function extensionsFrom(tiptap) {
  const { Extension, Mark, Node } = tiptap;

  const mark = (name, tag, attributes = [], options = {}) =>
    Mark.create({
      name,
      parseHTML: () => [
        { tag, getAttrs: (e) => (attributes.length && !attributes.some((a) => e.hasAttribute(a)) ? false : null) },
      ],
      renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
      addAttributes: () => Object.fromEntries(attributes.map((a) => [a, { default: null }])),
      ...options,
    });

  const block = (name, tag, content, options = {}) =>
    Node.create({
      name,
      group: "block",
      content,
      parseHTML: () => [{ tag }],
      renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
      ...options,
    });

  const Languages = Extension.create({
    name: "languages",
    addGlobalAttributes: () => [
      { types: BLOCKS, attributes: { lang: { default: null }, dir: { default: null } } },
      { types: ["tableHeader"], attributes: { scope: { default: null } } },
    ],
  });

  const Link = mark("link", "a[href]", [], {
    inclusive: false,
    addAttributes: () => ({ href: {}, title: { default: null }, hreflang: { default: null } }),
    parseHTML: () => [
      {
        tag: "a[href]",
        getAttrs: (element) => (ADDRESS.test(element.getAttribute("href")) ? null : false),
      },
    ],
    renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
  });

  // Tab leaves the editor, as it leaves any other field.
  const ListItem = tiptap.ListItem.extend({
    addKeyboardShortcuts() {
      return {
        Enter: () => this.editor.commands.splitListItem(this.name),
        "Mod-]": () => this.editor.commands.sinkListItem(this.name),
        "Mod-[": () => this.editor.commands.liftListItem(this.name),
      };
    },
  });
  const Table = tiptap.Table.extend({
    addKeyboardShortcuts() {
      const { Tab, "Shift-Tab": back, ...others } = this.parent?.() ?? {};
      return others;
    },
  });
  const OrderedList = tiptap.OrderedList.extend({
    addAttributes: () => ({
      start: {
        default: 1,
        parseHTML: (element) => element.start,
        renderHTML: ({ start }) => (start === 1 ? {} : { start }),
      },
      type: { default: null, parseHTML: (element) => element.getAttribute("type") },
      reversed: {
        default: null,
        parseHTML: (element) => element.getAttribute("reversed"),
      },
    }),
    addNodeView: null,
  });

  return [
    tiptap.Document,
    tiptap.Paragraph,
    tiptap.Text,
    tiptap.Heading.configure({ levels: [2, 3, 4, 5, 6] }),
    tiptap.Bold,
    tiptap.Italic,
    tiptap.Underline,
    tiptap.Strike,
    tiptap.Superscript,
    tiptap.Subscript,
    tiptap.HardBreak,
    tiptap.HorizontalRule,
    tiptap.Blockquote,
    tiptap.BulletList,
    OrderedList,
    ListItem,
    Table,
    tiptap.TableRow,
    tiptap.TableHeader,
    tiptap.TableCell,
    tiptap.Gapcursor,
    tiptap.UndoRedo,
    Link,
    Languages,
    mark("small", "small"),
    mark("cite", "cite"),
    mark("inlineQuote", "q"),
    mark("inlineCode", "code"),
    mark("abbreviation", "abbr", ["title"]),
    mark("passage", "span", ["lang", "dir"]),
    mark("isolated", "bdi", [], {
      addAttributes: () => ({ lang: { default: null }, dir: { default: null } }),
    }),
    block("preformatted", "pre", "text*", { code: true, whitespace: "pre", defining: true }),
    block("box", "div", "block+"),
    block("terms", "dl", "(term | meaning)+"),
    block("term", "dt", "inline*", { group: "" }),
    block("meaning", "dd", "block+", { group: "" }),
    ...footnotes(tiptap),
  ];
}
