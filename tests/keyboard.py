"""A person who has a keyboard and no mouse: goes to what has a name, and complains of traps."""

import re

MOST_STOPS = 250


class Keyboard:
    """The keyboard before a page, and what a screen reader says of the place that it has led to."""

    def __init__(self, page):
        self.page = page
        self.devtools = page.context.new_cdp_session(page)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, words: str) -> None:
        self.page.keyboard.type(words)

    def focused(self) -> tuple[str, str]:
        """Give role and name of what has the focus, as Chromium tells them to a screen reader."""
        found = self.devtools.send("Runtime.evaluate", {"expression": "document.activeElement"})
        tree = self.devtools.send(
            "Accessibility.getPartialAXTree",
            {"objectId": found["result"]["objectId"], "fetchRelatives": False},
        )
        node = tree["nodes"][0]
        return node.get("role", {}).get("value", ""), node.get("name", {}).get("value", "").strip()

    def tab_to(self, name: str, *, back: bool = False) -> None:
        """Press Tab until what has the focus bears a name that matches `name` as a whole."""
        passed = []
        for _n in range(MOST_STOPS):
            self.press("Shift+Tab" if back else "Tab")
            role, heard = self.focused()
            if re.fullmatch(name, heard):
                return
            passed.append(f"{role} “{heard[:60]}”")
        raise AssertionError(f"Tab does not lead to “{name}”, but to: {', '.join(passed)}")

    def fill(self, name: str, words: str) -> None:
        """Go to a box, and write in it in place of what it says."""
        self.tab_to(name)
        self.press("Control+a")
        self.write(words)

    def push(self, name: str) -> None:
        """Go to a button or link, and press it."""
        self.tab_to(name)
        self.press("Enter")
