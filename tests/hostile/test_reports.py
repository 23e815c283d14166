"""Vectors that an import refuses or would change: its pages show them and run none."""

import pytest

from statements.uploads.folder import REHEARSAL, State
from tests.hostile.archive import line
from tests.statements.archives import STATEMENT
from tests.statements.uploads.conftest import _folders, processes  # noqa: F401
from tests.statements.uploads.sending import upload_tables, wait

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("processes"),
]


def test_report_of_a_rehearsal_shows_every_refused_value(
    windows, client_of, editor, vectors, tmp_path
):
    client = client_of(editor)
    rows = [
        STATEMENT | {"statement_id": f"s-{n}", "kind": line(v), "title": line(v, 500)}
        for n, v in enumerate(vectors)
    ]
    names = [
        {"slug": f"t-{n}", "name": line(v, 100), "source": line(v)} for n, v in enumerate(vectors)
    ]
    upload = upload_tables(tmp_path / "sent", editor, statements=rows, topics=names)
    upload.start(REHEARSAL, editor)
    assert wait(upload) == State.REHEARSED
    address = f"/admin/statements/statement/import/{upload.id}/"

    for window in windows:
        window.sign_in(client)
        for page in range(1, 4 if not window.is_bypassed else len(vectors) // 50 + 1):
            window.visit(f"{address}?outcome=refused&page={page}")
        shown = " ".join(window.page.locator(".import-rows").text_content().split())
        assert line(vectors[50 * page - 1], 40) in shown
        window.visit(f"{address}?outcome=created&page=2")
        picked = tmp_path / "<img src=x onerror=alert(1)>.png"
        picked.write_bytes(b"x")
        window.visit("/admin/statements/statement/import/")
        window.page.get_by_label("Files:").set_input_files(picked)
        window.page.get_by_role("button", name="Send and rehearse").click()
        window.page.get_by_role("alert").wait_for()
        window.look()

    assert [fault for window in windows for fault in window.faults] == []
