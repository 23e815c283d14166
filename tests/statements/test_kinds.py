"""Kinds of statements, in the words of the catalogues and in those of editors."""

import csv

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import override

from imcwp_site.translated import OTHERS
from statements import changes
from statements.models import KindName, Statement
from statements.models.kinds import name_of
from tests.desk import address_of, errors_of, send
from tests.factories import make_meeting, make_statement
from tests.statements.archives import run_import, the_refusal, write

pytestmark = pytest.mark.django_db

Kind = Statement.Kind
APPEAL = Kind.APPEAL


def call(kind, **names):
    """Let editors call a kind so, as another process would: nothing here is told of it."""
    KindName.objects.update_or_create(kind=kind, defaults=names)


def names_of(kind) -> dict[str, str]:
    """Give what a kind is called in each language."""
    names = {}
    for language in ("en", *OTHERS):
        with override(language):
            names[language] = name_of(kind)
    return names


# What a kind is called


def test_kind_without_a_name_is_called_as_the_program_calls_it():
    call(APPEAL, name="")

    names = names_of(APPEAL)

    with override("es"):
        assert names["es"] == str(APPEAL.word) != "appeal"
    assert names["en"] == "appeal"


def test_name_in_english_leaves_the_other_languages_alone():
    before = names_of(APPEAL)

    call(APPEAL, name="call")

    assert names_of(APPEAL) == before | {"en": "call"}


def test_name_in_one_language_leaves_english_alone():
    before = names_of(APPEAL)

    call(APPEAL, name_ar="مناشدة")

    assert names_of(APPEAL) == before | {"ar": "مناشدة"}


def test_every_kind_has_its_row_and_every_form_the_names():
    call(APPEAL, name="call")

    choices = dict(Statement._meta.get_field("kind").formfield().choices)

    assert set(KindName.objects.values_list("kind", flat=True)) == set(Kind.values)
    assert str(choices["appeal"]) == "call"
    assert str(APPEAL.label) == "call"
    assert Statement(kind="appeal").get_kind_display() == "call"
    assert Statement().kind_label == ""


def test_columns_of_kinds_are_no_migration_of_their_own():
    call(APPEAL, name="call")

    _name, path, _args, options = Statement._meta.get_field("kind").deconstruct()

    assert path == "django.db.models.CharField"
    assert ("appeal", "appeal") in options["choices"]


# Where visitors and editors read it


@pytest.fixture
def appeal():
    call(APPEAL, name="call", name_ar="مناشدة")
    return make_statement(kind=APPEAL, meeting=make_meeting(slug="example"))


@pytest.mark.parametrize(
    ("address", "english", "arabic"),
    [
        ("/statements/", ">Call ·", ">مناشدة ·"),
        ("/statements/?kind=appeal", "of the kind call</h1>", "مناشدة</h1>"),
        ("/statements.rss", "Kind: call", ": مناشدة"),
        ("/meetings/example/", ">Call <small>1", ">مناشدة <small>1"),
    ],
)
def test_pages_and_feeds_say_what_editors_say(client, appeal, address, english, arabic):
    in_english = client.get(address).content.decode()
    in_arabic = client.get(f"/ar{address}").content.decode()

    assert english in in_english
    assert arabic in in_arabic
    assert ">Appeal" not in in_english


def test_page_of_a_statement_and_its_metadata_say_what_editors_say(client, appeal):
    page = client.get(appeal.get_absolute_url()).content.decode()

    assert ">Call</a></dd>" in page
    assert '"genre": "Call"' in page
    assert "Appeal" not in page


def test_facet_is_named_as_editors_say(client, appeal):
    make_statement()

    facets = client.get("/ar/statements/").context["facets"]

    assert "مناشدة" in [option.label for option in facets["kind"].options]


def test_change_of_many_is_named_as_editors_say(appeal):
    change = changes.SetKind({"kind": "appeal"})

    assert str(change) == change.value(appeal) == "call"


def test_page_shows_a_name_that_another_process_has_changed(client, appeal):
    before = client.get("/statements/").content.decode()
    KindName.objects.filter(kind=APPEAL).update(name="summons")

    after = client.get("/statements/").content.decode()

    assert ">Call ·" in before
    assert ">Summons ·" in after


def test_names_of_kinds_are_one_query_of_a_page(client, appeal, django_assert_num_queries):
    for kind in Kind:
        make_statement(kind=kind)
    client.get("/statements/")  # which reads the index

    for address in ("/statements/?kind=appeal", "/ar/statements/?kind=appeal"):
        with django_assert_num_queries(10) as queries:
            client.get(address)

        asked = [one["sql"] for one in queries if "statements_kindname" in one["sql"]]
        assert len(asked) == 1


# At the desk


def test_desk_lists_all_kinds_with_what_they_are_called(desk):
    call(APPEAL, name="call", name_tr="davet")

    page = desk.get(reverse("admin:statements_kindname_changelist"))

    assert page.context["cl"].result_count == len(Kind)
    assert ">Appeal</a>" in page.content.decode()
    assert "call" in page.content.decode()
    assert "English, Türkçe" in page.content.decode()


def test_editor_names_a_kind_on_its_form(desk):
    kind = KindName.objects.get(kind="joint-statement")
    form = desk.get(address_of(kind)).content.decode()

    send(desk, kind, name="common statement", name_el=" κοινή δήλωση ")

    kind.refresh_from_db()
    assert "While it is empty: “joint statement”." in form
    assert """“<span lang="es" dir="ltr">declaración conjunta</span>”.""" in form
    assert 'lang="ar" dir="rtl"' in form
    assert (kind.name, kind.name_el, kind.name_es) == ("common statement", "κοινή δήλωση", "")
    assert LogEntry.objects.get().object_id == "joint-statement"


def test_too_long_a_name_is_named_beside_its_box(desk):
    answer = send(desk, KindName.objects.get(kind=APPEAL), name_fr="b" * 101)

    assert list(errors_of(answer)) == ["name_fr"]
    assert answer.context["adminform"].form["name_fr"].value() == "b" * 101


@pytest.mark.parametrize("page", ["add", "appeal/delete"])
def test_kinds_are_neither_added_nor_deleted(desk, page):
    answer = desk.get(f"/admin/statements/kindname/{page}/")

    assert answer.status_code == 403


# In data files


def test_names_are_exported_and_imported(tmp_path):
    call(APPEAL, name="call", name_ar="مناشدة")
    call_command("export_archive", tmp_path / "first", verbosity=0)
    with (tmp_path / "first" / "kinds.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    call(APPEAL, name="", name_ar="نداء")

    call_command("import_archive", tmp_path / "first", verbosity=0)

    assert rows == [{"kind": "appeal", "name": "call", "name_ar": "مناشدة"}]
    kind = KindName.objects.get(kind=APPEAL)
    assert (kind.name, kind.name_ar) == ("call", "مناشدة")


def test_no_file_is_exported_where_no_kind_has_a_name(tmp_path):
    call_command("export_archive", tmp_path / "first", verbosity=0)

    assert not (tmp_path / "first" / "kinds.csv").exists()


def test_importing_names_again_changes_nothing(tmp_path):
    folder = write(tmp_path / "archive", kinds=[{"kind": "appeal", "name": "call"}])

    first, second = run_import(folder), run_import(folder)

    assert first.counts["kinds.csv"]["changed"] == 1
    assert second.counts["kinds.csv"]["unchanged"] == 1


def test_name_is_imported_where_the_kind_has_no_row(tmp_path):
    KindName.objects.all().delete()
    folder = write(tmp_path / "archive", kinds=[{"kind": "appeal", "name": "call"}])

    outcome = run_import(folder)

    assert outcome.counts["kinds.csv"]["created"] == 1
    assert name_of("appeal") == "call"


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        ({"kind": "sonnet", "name": "sonnet"}, "kind", "it is none of statement"),
        ({"kind": "appeal", "name": "b" * 101}, "name", "longer than 100"),
        ({"kind": "", "name": "call"}, "kind", "must not be empty"),
    ],
)
def test_bad_row_is_refused_with_its_line(tmp_path, row, field, reason):
    folder = write(tmp_path / "archive", kinds=[{"kind": "report", "name": "account"}, row])

    refusal = the_refusal(run_import(folder))

    assert (refusal["file"], refusal["line"], refusal["field"]) == ("kinds.csv", 3, field)
    assert reason in refusal["reason"]
    assert name_of("report") == "account"
