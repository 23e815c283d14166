"""The pages of an import: who may see them, what they say, what they refuse."""

import csv
import io
import json
import resource
import signal

import pytest
from django.test import Client
from django.urls import reverse

from editors.roles import ADMINISTRATOR, CONTRIBUTOR, EDITOR
from imcwp_site.publishing import State as Publishing
from statements.importing.files import FILES, Row
from statements.importing.report import Refused
from statements.models import Statement
from statements.uploads.folder import REHEARSAL, RUN, State, Upload
from statements.uploads.journal import Writer
from tests.desk import queries
from tests.factories import make_editor
from tests.statements.archives import PARTY, STATEMENT
from tests.statements.uploads.sending import STATEMENTS, file, send, upload_tables, wait

PAGES = ("import", "import-report-table", "import-report-lines")
BUTTONS = ("import-rehearse", "import-take-over", "import-stop", "import-throw-away")


@pytest.fixture
def upload(desk, editor, tmp_path):
    return upload_tables(tmp_path / "x", editor, statements=[STATEMENT])


def report(upload, action: str = REHEARSAL, *rows, **facts) -> Upload:
    """Write a report as a process that has ended leaves it."""
    journal = upload.journals[action]
    journal.begin(begun=1.0, token="0" * 32, action=action, by=upload.facts["by"], counts={})
    writer = Writer(journal)
    for add in rows:
        add(writer.report)
    writer.write(**{"end": State.REHEARSED, "ended": 4.0, "reason": ""} | facts)
    writer.close()
    return upload


def row(line: int, outcome: str = "unchanged", changes=(), file: str = "statements.csv"):
    cells = {FILES[file].key[0]: f"ex-{line}"}
    return lambda report: report.count(Row(file, line, cells), outcome, changes)


def refused(file: str, line: int, reason: str, **place):
    return lambda report: report.refuse(file, line, Refused(reason, **place))


def shown(desk, upload, query: str = "") -> str:
    return desk.get(reverse("admin:import", args=[upload.id]) + query).content.decode()


# Who


@pytest.mark.parametrize(
    ("role", "status"), [(CONTRIBUTOR, 403), (EDITOR, 200), (ADMINISTRATOR, 200)]
)
def test_editors_import_and_contributors_do_not(client, upload, role, status):
    report(upload)
    client.force_login(make_editor(role))

    answers = {client.get(reverse("admin:imports")).status_code}
    answers |= {
        client.get(reverse(f"admin:{name}", args=[upload.id])).status_code for name in PAGES
    }
    listed = client.get(reverse("admin:statements_statement_changelist"))

    assert answers == {status}
    assert (reverse("admin:imports") in listed.content.decode()) == (status == 200)


@pytest.mark.parametrize("name", BUTTONS)
def test_a_contributor_presses_no_button(client, upload, name):
    client.force_login(make_editor(CONTRIBUTOR))

    answer = client.post(reverse(f"admin:{name}", args=[upload.id]))

    assert answer.status_code == 403
    assert Upload.find(upload.id)


def test_a_contributor_sends_nothing(client, db, settings):
    client.force_login(make_editor(CONTRIBUTOR))

    answer = send(client, file("statements.csv", STATEMENTS))

    assert answer.status_code == 403
    assert not settings.IMPORTS_DIR.exists()


def test_a_stranger_is_asked_to_sign_in(client, db):
    answer = client.post(reverse("admin:imports"))

    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


def test_what_is_sent_from_elsewhere_is_refused(editor, settings):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    answer = send(client, file("statements.csv", STATEMENTS))

    assert answer.status_code == 403
    assert not settings.IMPORTS_DIR.exists()


def test_an_editor_does_not_take_over_what_only_an_administrator_may_change(client, tmp_path, db):
    upload = upload_tables(tmp_path / "x", make_editor(), topics=[{"slug": "t", "name": "T"}])
    client.force_login(make_editor(EDITOR))

    answer = client.post(reverse("admin:import-rehearse", args=[upload.id]), follow=True)

    assert "may not change what topics.csv holds" in answer.content.decode()
    assert upload.journal is None


# What is sent


def test_a_file_that_may_not_come_in_is_named_with_the_reason(desk):
    answer = send(desk, file("picture.png", "x"))

    assert "picture.png is neither a zip nor a table" in answer.content.decode()


def test_no_file_is_asked_for(desk):
    assert "Choose a zip, or the tables." in send(desk).content.decode()


def test_a_full_disk_is_said_and_leaves_nothing_behind(desk):
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    sent = file("statements.csv", STATEMENTS + "x" * 1_000_000)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, limit[1]))

    try:
        answer = send(desk, sent)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)

    assert "The server cannot keep the files" in answer.content.decode()
    assert Upload.all() == []


def test_too_much_is_refused_with_the_limit(desk, settings):
    settings.IMPORT_MAX_UPLOAD = 200_000

    answer = send(desk, file("a.csv", "x" * 150_000), file("b.csv", "x" * 150_000))

    assert "too large" in answer.content.decode()
    assert Upload.all() == []


@pytest.mark.parametrize("name", ["20200101-000000-000000000000", "x", "lock"])
def test_an_unknown_upload_is_not_found(desk, upload, name):
    answers = {desk.get(reverse(f"admin:{page}", args=[name])).status_code for page in PAGES}

    assert answers == {404}


# What is shown


def test_an_upload_that_was_never_rehearsed_offers_it(desk, upload):
    page = shown(desk, upload)

    assert "It has not been rehearsed yet." in page
    assert "not rehearsed yet" in desk.get(reverse("admin:imports")).content.decode()
    assert "Take" not in page


def test_a_rehearsal_shows_what_is_refused_first_with_its_reason(desk, upload):
    refusal = refused("statements.csv", 7, "it is none of these", field="kind", value="song")
    report(upload, REHEARSAL, row(2), row(3, "changed", [("title", "Old", "<b>New</b>")]), refusal)

    page = shown(desk, upload)

    assert "Nothing has been changed yet" in page
    assert page.index("it is none of these") < page.index("ex-3") < page.index("ex-2")
    assert '<del dir="auto">Old</del>' in page
    assert "<b>New</b>" not in page
    assert "Take over all but 1 refused row" in page


def test_rows_are_narrowed_by_outcome_and_file(desk, upload):
    report(upload, REHEARSAL, row(2), row(3, "created"),
           row(9, "created", file="topics.csv"))  # fmt: skip

    assert "ex-2" not in shown(desk, upload, "?outcome=created")
    assert "ex-3" not in shown(desk, upload, "?outcome=created&file=topics.csv")
    assert "ex-9" in shown(desk, upload, "?outcome=created&file=topics.csv")
    assert "ex-2" in shown(desk, upload, "?outcome=nothing&file=nothing")


def test_many_rows_are_shown_page_by_page(desk, upload):
    report(upload, REHEARSAL, *(row(n) for n in range(2, 122)))

    second = shown(desk, upload, "?page=2")
    assert "page 2 of 3" in second
    assert "ex-52<" in second
    assert "ex-51<" not in second
    assert "page 3 of 3" in shown(desk, upload, "?page=999")
    assert "page 1 of 3" in shown(desk, upload, "?page=x")


def test_the_page_costs_as_many_queries_for_many_rows(desk, upload):
    address = reverse("admin:import", args=[upload.id])
    report(upload, REHEARSAL, row(2))
    few = queries(lambda: desk.get(address))

    report(upload, REHEARSAL, *(row(n) for n in range(2, 2000)))

    assert queries(lambda: desk.get(address)) == few


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (State.TAKEN_OVER, "Taken over."),
        (State.GIVEN_UP, "because rows were refused"),
        (State.STOPPED, "Stopped. Nothing was changed."),
        (State.FAILED, "It failed. Nothing was changed."),
    ],
)
def test_the_end_of_a_run_is_told(desk, upload, state, sentence):
    report(upload, RUN, row(2), end=state)

    assert sentence in shown(desk, upload)
    assert str(state.label) in desk.get(reverse("admin:imports")).content.decode()


def test_a_run_without_an_end_and_without_a_process_was_interrupted(desk, upload):
    upload.journals[RUN].begin(
        begun=1.0, token="0" * 32, action=RUN, by=upload.facts["by"], counts={}
    )

    assert "Interrupted. Nothing was changed." in shown(desk, upload)


# Reports to keep


def test_the_report_is_a_table_with_a_row_for_each_changed_cell(desk, upload):
    changes = [("title", "Old", "=New()"), ("date", "", "2019")]
    report(upload, REHEARSAL, row(3, "changed", changes), refused("a.csv", 0, "unreadable"))

    answer = desk.get(reverse("admin:import-report-table", args=[upload.id]))

    text = answer.getvalue().decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[1:] == [
        ["a.csv", "", "refused", "", "", "", "", "unreadable"],
        ["statements.csv", "3", "changed", "ex-3", "title", "Old", "'=New()", ""],
        ["statements.csv", "3", "changed", "ex-3", "date", "", "2019", ""],
    ]
    assert "attachment" in answer["Content-Disposition"]


def test_the_report_is_lines_of_json_with_the_end_last(desk, upload):
    report(upload, REHEARSAL, row(3, "changed", [("title", "Old", "New")]))

    answer = desk.get(reverse("admin:import-report-lines", args=[upload.id]))

    lines = [json.loads(line) for line in answer.getvalue().decode().splitlines()]
    assert lines[0]["changes"] == [{"column": "title", "before": "Old", "after": "New"}]
    assert (lines[-1]["state"], lines[-1]["rehearsal"]) == ("rehearsed", True)


def test_an_upload_is_thrown_away(desk, upload):
    desk.post(reverse("admin:import-throw-away", args=[upload.id]))

    assert Upload.find(upload.id) is None
    assert not upload.path.exists()


def test_what_was_not_rehearsed_is_not_taken_over(desk, upload):
    answer = desk.post(reverse("admin:import-take-over", args=[upload.id]), follow=True)

    assert "Rehearse it first." in answer.content.decode()
    assert upload.journal is None


@pytest.mark.django_db(transaction=True)
def test_the_whole_way_without_scripts(desk, processes):
    party = "slug,name_en\n"  # a header that lacks columns: the file is refused in the rehearsal
    draft = STATEMENTS.replace("confidence\n", "confidence,state\n").replace(",,\n", ",,,draft\n")

    answer = send(desk, file("statements.csv", draft), file("parties.csv", party))
    upload = Upload.all()[0]

    assert answer["Location"] == reverse("admin:import", args=[upload.id])
    assert wait(upload) == State.REHEARSED
    assert "required columns are missing" in shown(desk, upload)
    desk.post(reverse("admin:import-take-over", args=[upload.id]), {"atomic": "1"})
    assert wait(upload) == State.GIVEN_UP
    desk.post(reverse("admin:import-take-over", args=[upload.id]))
    assert wait(upload) == State.TAKEN_OVER
    assert Statement.objects.get().state == Publishing.DRAFT
    assert PARTY["name_en"] not in shown(desk, upload)


# What follows from another refusal


@pytest.fixture
def refused_with_signatures(desk, editor, tmp_path):
    """A rehearsal in which a joint statement is refused, and so are its signatories."""
    rows = [refused("joint_statements.csv", 3, "there is no such meeting", field="meeting_id")]
    because = {"reason": "its joint statement was refused", "follows": "joint_statements.csv 3"}
    rows += [
        lambda report, n=n: report.refuse("signatories.csv", n, Refused(**because))
        for n in (*range(5, 24), 40)
    ]
    rows += [row(2, "created")]
    upload = upload_tables(tmp_path / "y", editor, statements=[STATEMENT])
    return report(upload, REHEARSAL, *rows)


@pytest.mark.parametrize("query", ["", "?outcome=refused"])
def test_rows_refused_for_the_sake_of_another_are_folded_under_it(
    desk, refused_with_signatures, query
):
    html = shown(desk, refused_with_signatures, query)

    assert html.count('class="outcome refused"') == 1
    assert "20 other rows are refused because of it" in html
    assert "signatories.csv</a> 5–23, 40" in html
    assert f"{1 if query else 2} row" in html
    assert "all but 21 refused rows" in html


def test_rows_of_one_file_are_shown_each_with_what_it_follows_from(desk, refused_with_signatures):
    html = shown(desk, refused_with_signatures, "?file=signatories.csv")

    assert html.count("its joint statement was refused") == 20


def test_report_to_keep_names_what_each_row_follows_from(desk, refused_with_signatures):
    address = reverse("admin:import-report-lines", args=[refused_with_signatures.id])

    lines = [json.loads(line) for line in desk.get(address).getvalue().splitlines()]

    followed = [line["follows"] for line in lines if "follows" in line]
    assert followed == ["joint_statements.csv 3"] * 20
