"""A window that notes whatever a page does or holds that no page of ours should."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Error, Page

# Runs before any script of a page: what vectors call is noted, and so is what a policy refuses.
GUARD = """
(() => {
  const tell = (what) => console.error(`RAN: ${what}`);
  for (const name of ["alert", "confirm", "prompt", "print", "open"]) {
    window[name] = (...words) => tell(`${name}(${words.join()})`);
  }
  document.addEventListener("securitypolicyviolation", (event) =>
    tell(`${event.violatedDirective} refused ${event.blockedURI} ${event.sample}`),
  );
})();
"""
SEND = """
([address, pairs]) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  for (const [name, value] of [...pairs, [token.name, token.value]]) {
    const box = document.createElement("textarea");
    box.name = name;
    box.value = value;
    form.append(box);
  }
  document.body.append(form);
  HTMLFormElement.prototype.submit.call(form);
}
"""
OF_READING = (
    "Executing inline event handler violates",
    "Applying inline style violates",
    "script-src-attr refused inline",
    "style-src-attr refused inline",
    "style-src-elem refused inline",
)
LOOK = (Path(__file__).parent / "looking.js").read_text(encoding="utf-8")


class Watch:
    """A window of Chromium; `faults` says where what happened."""

    def __init__(self, browser: Browser, site: str, *, bypass_csp: bool):
        self.site, self.is_bypassed = site, bypass_csp
        self.faults, self.visited = [], 0
        self.context = browser.new_context(base_url=site, bypass_csp=bypass_csp)
        self.context.add_init_script(GUARD)
        self.where = ""
        self.page = self.listen(self.context.new_page())
        self.context.on("page", lambda page: self.note(f"opened a window: {page.url}"))

    def listen(self, page: Page) -> Page:
        page.set_default_timeout(30_000)
        page.on("console", lambda m: self.note(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.note(f"error in a script: {error}"))
        page.on("dialog", self.dismiss)
        page.on("download", lambda download: self.note(f"download of {download.url}"))
        page.on("request", self.check_request)
        page.on("framenavigated", self.check_place)
        return page

    def note(self, fault: str) -> None:
        self.faults.append(f"{self.where}: {fault}")

    def faults_that_matter(self) -> list[str]:
        """Give the faults, without those of the editor of texts, which reads HTML to show it.

        Chromium reports handlers and styles to the policy even where it reads them into a document
        of its own, in which nothing runs (`DOMParser`): what runs is seen without the policy.
        """
        return [fault for fault in self.faults if not any(one in fault for one in OF_READING)]

    def dismiss(self, dialog) -> None:
        self.note(f"dialog: {dialog.message}")
        dialog.dismiss()

    def check_request(self, request) -> None:
        parts = urlsplit(request.url)
        if f"{parts.scheme}://{parts.netloc}" != self.site and parts.scheme not in ("data", "blob"):
            self.note(f"asked for {request.url}")

    def check_place(self, frame) -> None:
        if unquote(frame.url) != unquote(self.site + self.where):
            self.note(f"went away to {frame.url}")

    def sign_in(self, client) -> None:
        """Let the window be that of the editor who uses `client`."""
        value = client.cookies["sessionid"].value
        self.context.add_cookies([{"name": "sessionid", "value": value, "url": self.site}])

    def visit(
        self, address: str, *, status: int = 200, touch: bool = False, ready: str = ""
    ) -> None:
        """Open a page, and look at all that it holds; `touch` every part of its texts too."""
        self.where = address
        response = self.page.goto(address)
        if response is None or response.status != status:
            self.note(f"answered {response and response.status}")
        if ready:
            self.page.locator(ready).first.wait_for(state="attached")
        self.look(touch=touch)
        self.visited += 1

    def send(self, address: str, data: dict[str, Any], *, to: str = "", ready: str = "") -> None:
        """Send a form as the page that is open would, and look at the answer."""
        self.where = to or address
        pairs = [
            [name, str(one)]
            for name, value in data.items()
            for one in (value if isinstance(value, list) else [value])
        ]
        with self.page.expect_navigation():
            self.page.evaluate(SEND, [address, pairs])
        if ready:
            self.page.locator(ready).first.wait_for(state="attached")
        self.look()
        self.visited += 1

    def look(self, *, touch: bool = False) -> None:
        """Look at what the page holds as it stands."""
        try:
            for fault in self.page.evaluate(LOOK, touch):
                self.note(fault)
        except Error as error:
            self.note(f"could not be looked at: {error}")

    def close(self) -> None:
        self.context.close()
