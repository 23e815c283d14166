"""The window that looks for what runs: it sees what it is there to see."""

from collections.abc import Callable

import pytest

# What runs does not depend on the database.
pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]
HARM = {
    "script": ("<script>alert(1)</script>", "alert(1)"),
    "handler that runs": ("<img src=/static/icon.svg onload=alert(1)>", "alert(1)"),
    "handler at a touch": ("<main><b onmouseover=confirm(1)>x</b></main>", "confirm(1)"),
    "handler at rest": ("<p onpaste=alert(1)>x</p>", "handler"),
    "link": ("<a href='java&Tab;script:alert(1)'>x</a>", "leads to javascript:"),
    "foreign image": ("<img src='http://evil.example/x'>", "asked for http://evil.example/x"),
    "missing image": ("<img src=x>", "404"),
    "form in a text": ("<div class=text lang=en><form></form></div>", "in a text"),
    "frame": ("<iframe></iframe>", "foreign part"),
    "frame that runs": ("<iframe srcdoc='<script>parent.alert(1)</script>'>", "alert(1)"),
    "base": ("<base href=/x/>", "foreign part"),
    "refresh": ("<meta http-equiv=refresh content='0;url=/about/'>", "went away"),
    "going away": ("<script>location='/about/'</script>", "went away"),
    "window": ("<script>x=document.createElement('a');x.target='_blank';"
               "x.href='/about/';document.body.append(x);x.click()</script>", "opened a window"),
    "error": ("<script>throw 1</script>", "error in a script"),
}  # fmt: skip


def test_every_harm_is_seen(windows):
    window = windows[0]
    unseen = []
    for name, (html, fault) in HARM.items():
        page = f"<!doctype html><body>{html}"
        window.context.route("**/planted/", answer_with(page))
        window.faults.clear()
        window.visit("/planted/", touch=True)
        for _moment in range(40):  # a window is told of when it has opened
            if fault not in " ".join(window.faults):
                window.page.wait_for_timeout(50)
        window.page.wait_for_timeout(50)
        window.page.wait_for_load_state()  # some have led away, which must not meet the next
        unseen += [] if fault in " ".join(window.faults) else [name]

    assert unseen == []


def answer_with(html: str) -> Callable:
    return lambda route: route.fulfill(body=html, content_type="text/html")


def test_policy_is_told_of_when_it_had_to_help(windows):
    for window in windows:
        window.context.route("**/about/", with_script)
        window.visit("/about/")

    bypassed, in_force = windows
    assert "RAN: alert(1)" in " ".join(bypassed.faults)
    assert "script-src" in " ".join(in_force.faults)
    assert "RAN: alert(1)" not in " ".join(in_force.faults)


def with_script(route) -> None:
    """Answer with what the site says, and a script that it did not write."""
    response = route.fetch()
    html = response.text().replace("</main>", "<script>alert(1)</script></main>")
    route.fulfill(response=response, body=html)
