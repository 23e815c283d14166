"""Every vector in the editor of texts: pasted, pasted while the server is away, typed as HTML."""

import pytest

from statements.models import Text
from tests.desk import address_of
from tests.factories import make_text
from tests.hostile.watching import LOOK

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Gives what each vector leaves in the editor that should not be there, and how many left words.
PASTE = """
async ([vectors, look]) => {
  const area = document.querySelector("#texts-0 .ProseMirror");
  const seen = new Set();
  const inspect = eval(look);
  let shown = 0;
  for (const [n, vector] of vectors.entries()) {
    area.focus();
    getSelection().selectAllChildren(area);
    await new Promise((done) => setTimeout(done));
    const data = new DataTransfer();
    data.setData("text/html", `<p>n${n}</p>${vector}`);
    area.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
    const isThere = () => area.textContent.includes(`n${n}`);
    for (let i = 0; i < 1000 && !isThere(); i++) {
      await new Promise((done) => setTimeout(done, 1));
    }
    shown += isThere();
    for (const fault of inspect(false, area.parentElement)) seen.add(fault);
    for (const part of area.querySelectorAll("*")) part.dispatchEvent(new Event("mouseover"));
  }
  return { shown, faults: [...seen] };
}
"""
TYPE = """
async ([vectors, look]) => {
  const area = document.querySelector("#texts-0 .ProseMirror");
  const box = document.querySelector("#id_texts-0-body");
  const button = document.querySelector('#texts-0 [data-command="source"]');
  const seen = new Set();
  const inspect = eval(look);
  let shown = 0;
  for (const [n, vector] of vectors.entries()) {
    if (box.hidden) button.click();
    box.value = `<p>n${n}</p>${vector}`;
    button.click();
    shown += area.textContent.includes(`n${n}`);
    for (const fault of inspect(false, area.parentElement)) seen.add(fault);
  }
  return { shown, faults: [...seen] };
}
"""


def test_editor_runs_no_vector_that_is_pasted_or_typed(windows, client_of, editor, vectors):
    client = client_of(editor)
    text = make_text(body="<p>Words</p>")

    for window in windows:
        window.sign_in(client)
        window.visit(address_of(text.statement), ready=".writing-tools")
        some = vectors if window.is_bypassed else vectors[::9]
        pasted = window.page.evaluate(PASTE, [some[::9], LOOK])  # which the server cleans first
        typed = window.page.evaluate(TYPE, [some[::3], LOOK])
        window.page.evaluate("() => { window.fetch = () => Promise.reject(new Error('away')) }")
        alone = window.page.evaluate(PASTE, [some, LOOK])
        window.look()
        window.visit("/about/")

        # Two vectors say that they come from an editor like ours, which then joins them to its own.
        assert pasted["shown"] >= len(some[::9]) - 2
        assert typed["shown"] >= len(some[::3]) - 2
        assert alone["shown"] >= len(some) - 2
        assert pasted["faults"] == typed["faults"] == alone["faults"] == []

    faults = [fault for window in windows for fault in window.faults_that_matter()]
    assert faults == []
    assert Text.objects.get().body == "<p>Words</p>"
