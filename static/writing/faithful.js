// What the editor would lose: compares a text with what the editor makes of it.

const BLOCK = /<\/?(?:p|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|div|pre|table|tr|td|th|hr|figure)\b/i;
const INLINE = /<(?!\/?(?:br|q|cite|strong|b|em|i|u|s|sup|sub|small|abbr|a|span|bdi|code)\b[^<>]*>)/gi;
// A form hides what its elements are from scripts that read it: fields named "nodeName" do.
const FORM = /<\/?form\b[^>]*>/gi;
const SAME = { B: "STRONG", I: "EM" };
const UNSAID = new Set(["P", "TBODY", "THEAD", "COLGROUP", "COL"]);
const SAID = ["lang", "dir", "title", "hreflang", "href", "start", "type", "reversed", "scope"];

/** Give HTML for what a box holds: words become paragraphs, as they do on the server. */
export function paragraphsOf(box) {
  const typed = withoutForms(box);
  if (BLOCK.test(typed) || !typed.trim()) return typed;
  return typed
    .trim()
    .replace(/\r\n/g, "\n")
    .replace(INLINE, "&lt;")
    .split(/\n[ \t]*\n/)
    .map((words) => `<p>${words.trim().replaceAll("\n", "<br>")}</p>`)
    .join("");
}

export const withoutForms = (html) => html.replaceAll(FORM, "");

/** Tell whether `after` says all that `before` says, in words, marks and attributes. */
export function isFaithful(before, after) {
  return said(before) === said(after);
}

function said(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const back of body.querySelectorAll('a[href^="#fnref-"]')) back.remove();
  const marks = [];
  for (const element of body.querySelectorAll("*")) {
    const tag = SAME[element.tagName] ?? element.tagName;
    const attributes = SAID.filter((name) => element.getAttribute(name)).map(
      (name) => `${name}=${element.getAttribute(name)}`,
    );
    for (const name of ["colspan", "rowspan"]) {
      if (element[name] > 1) attributes.push(`${name}=${element[name]}`);
    }
    if (!UNSAID.has(tag) || attributes.length) marks.push([tag, ...attributes].join(" "));
  }
  return [body.textContent.replace(/\s/g, ""), ...marks.sort()].join("\n");
}
