// Looks for what runs, loads or leads away in a page; gives a sentence for each.
(touch, root = document) => {
  const faults = [];
  const tell = (element, what) => faults.push(`${what}: ${element.outerHTML.slice(0, 200)}`);
  const ADDRESSES = [
    ...["href", "src", "action", "formaction", "data", "poster", "background", "cite", "ping"],
    ...["xlink:href", "manifest", "codebase", "longdesc", "lowsrc", "dynsrc"],
  ];
  const SCHEMES = ["http:", "https:", "mailto:"];
  const LOADS = ["SCRIPT", "IMG", "LINK", "IFRAME", "AUDIO", "VIDEO", "SOURCE", "FORM", "BUTTON"];
  const FOREIGN = "iframe, frame, object, embed, applet, base, math, foreignObject, marquee, portal";
  const WRITTEN = ".text[lang], .ProseMirror";

  for (const element of root.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) tell(element, "handler");
      if (/^(srcdoc|srcset|is|http-equiv)$/i.test(name)) tell(element, name);
      if (!ADDRESSES.includes(name) || !value) continue;
      const url = URL.canParse(value, location) ? new URL(value, location) : null;
      if (!url) continue;
      if (!SCHEMES.includes(url.protocol)) tell(element, `leads to ${url.protocol}`);
      else if (LOADS.includes(element.tagName) && url.origin !== location.origin) tell(element, "loads");
    }
    if (element.tagName === "SCRIPT" && !element.src) {
      const isData = ["application/json", "application/ld+json", "importmap"].includes(element.type);
      if (!isData || element.closest("#content, .text")) tell(element, "script");
    }
    if (element.matches(FOREIGN)) tell(element, "foreign part");
  }
  for (const written of document.querySelectorAll(WRITTEN)) {
    for (const part of written.querySelectorAll("form, input, button, select, textarea, img, svg, style, link, meta, video, audio")) {
      if (!part.matches(".ProseMirror-separator")) tell(part, "in a text");
    }
  }
  if (touch) {
    const stay = (event) => {
      const link = event.target.closest("a[href], button, summary");
      if (link && link.protocol !== "javascript:") event.preventDefault();
    };
    document.addEventListener("click", stay, true);
    for (const part of document.querySelectorAll("main *")) {
      if (part.closest("header, form, nav")) continue;
      for (const type of ["mouseover", "mouseenter", "mousemove", "mousedown", "mouseup", "click"]) {
        part.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
      }
      for (const type of ["pointerover", "pointerdown", "auxclick", "contextmenu", "wheel"]) {
        part.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
      }
      for (const type of ["toggle", "animationstart", "transitionend", "scroll", "beforecopy"]) {
        part.dispatchEvent(new Event(type));
      }
      part.focus?.();
      part.blur?.();
    }
    document.removeEventListener("click", stay, true);
  }
  return faults;
}
