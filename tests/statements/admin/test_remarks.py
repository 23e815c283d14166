"""What the desk remarks while a statement is entered."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from playwright.sync_api import expect

from editors import roles
from imcwp_site.dates import PartialDate
from statements.models import Statement
from statements.remarks.duplicates import duplicates_of
from statements.remarks.entered import Entered, entered_in
from statements.remarks.spoken import language_seen, remark_on
from statements.remarks.suggestions import suggestions_for
from tests.desk import form_data, queries
from tests.factories import (
    make_editor,
    make_meeting,
    make_party,
    make_statement,
    make_text,
    make_topic,
)

pytestmark = pytest.mark.django_db
ADD = "/admin/statements/statement/add/"
REMARKS = "/admin/statements/statement/remarks/"
DAY = PartialDate(2019, 10, 18)
BODY = "<p>The parties of the example greet the workers of every land and call for peace.</p>"


def entered(**fields) -> Entered:
    """Give a statement as it stands in the form."""
    party = fields.pop("party", None)
    signatures = [{"party": party.pk, "printed_name": ""}] if party else []
    return Entered(**{"title": "On the struggle for peace", "signatures": signatures} | fields)


def text(body=BODY, **fields) -> dict[str, str]:
    empty = dict.fromkeys(("status", "translated_from", "title", "summary"), "")
    return {"language": "en", "body": body, **empty, **fields}


def numbers_of(duplicates) -> list[int]:
    return [one.statement.pk for one in duplicates]


# Duplicates


@pytest.mark.parametrize(
    "title",
    [
        "On the struggle for peace",
        "ON THE STRUGGLE FOR PEACE",
        "On struggle for peace",
        "The struggle for peace: on",
        "On the strugle for peace",
    ],
)
def test_statement_of_the_party_with_a_like_title_at_the_time_is_found(title):
    party = make_party()
    kept = make_statement(title=title, parties=[party], issued=PartialDate(2019, 10, 20))

    duplicates = duplicates_of(entered(party=party, issued=DAY), Statement.objects.all())

    assert numbers_of(duplicates) == [kept.pk]
    assert title in duplicates[0].reason


@pytest.mark.parametrize(
    "differing",
    [
        {"title": "On the harvest"},
        {"title": "On the struggle for bread and work"},
        {"issued": PartialDate(2018, 10, 18)},
        {"parties": []},
    ],
    ids=["title", "half the title", "date", "party"],
)
def test_statement_that_differs_is_not_found(differing):
    party = make_party()
    same = {"title": "On the struggle for peace", "parties": [party], "issued": DAY}
    make_statement(**same | differing)

    assert duplicates_of(entered(party=party, issued=DAY), Statement.objects.all()) == []


def test_statement_is_found_by_a_title_in_any_language():
    party = make_party()
    kept = make_statement(title="Another", parties=[party], issued=PartialDate(2019, 10))
    make_text(kept, language="el", title="Για τον αγώνα")

    typed = entered(title="", texts=[text("", language="el", title="ΓΙΑ ΤΟΝ ΑΓΩΝΑ")], party=party)
    duplicates = duplicates_of(typed, Statement.objects.all())

    assert numbers_of(duplicates) == [kept.pk]


def test_statement_is_found_by_a_like_text_in_the_same_language():
    party = make_party()
    kept = make_statement(title="Another title", parties=[party], issued=DAY)
    make_text(kept, body=BODY.replace("greet", "salute"))

    typed = entered(party=party, issued=DAY, texts=[text()])
    duplicates = duplicates_of(typed, Statement.objects.all())

    assert numbers_of(duplicates) == [kept.pk]
    assert "in common" in duplicates[0].reason


def test_statement_without_a_party_is_compared_by_its_day():
    kept = make_statement(title="On the struggle for peace", issued=DAY)

    assert numbers_of(duplicates_of(entered(issued=DAY), Statement.objects.all())) == [kept.pk]


def test_statement_is_no_duplicate_of_itself():
    kept = make_statement(title="On the struggle for peace", issued=DAY)

    typed = entered(number=kept.pk, issued=DAY)

    assert duplicates_of(typed, Statement.objects.all()) == []


def test_nothing_is_compared_while_party_and_date_are_unknown(django_assert_num_queries):
    make_statement(title="On the struggle for peace")

    with django_assert_num_queries(0):
        assert duplicates_of(entered(), Statement.objects.all()) == []


# Topics


def test_topic_is_suggested_by_a_word_of_the_title_before_one_of_the_text():
    sanctions, peace = make_topic(name="Sanctions"), make_topic(name="Peace")
    make_topic(name="Harvest")

    typed = entered(title="Against the sanction regime", texts=[text()])
    suggestions = suggestions_for(typed, Statement.objects.all())

    assert [one.topic for one in suggestions] == [sanctions, peace]
    assert "sanction" in suggestions[0].reason
    assert "text says" in suggestions[1].reason


def test_topic_of_several_words_is_suggested_by_all_of_them():
    make_topic(name="Women and work")

    only_one = suggestions_for(entered(title="On work"), Statement.objects.all())
    both = suggestions_for(entered(title="Work of women"), Statement.objects.all())

    assert (len(only_one), len(both)) == (0, 1)


def test_topic_that_the_others_of_the_meeting_have_is_suggested():
    meeting, topic = make_meeting(), make_topic()
    for _n in range(3):
        make_statement(meeting=meeting, topics=[topic])

    (one,) = suggestions_for(entered(meeting=meeting.pk), Statement.objects.all())

    assert (one.topic, one.reason) == (topic, "3 of 3 statements of the meeting have it.")


def test_topic_that_a_statement_has_is_not_suggested():
    topic = make_topic(name="Peace")

    assert suggestions_for(entered(topics=[topic.pk]), Statement.objects.all()) == []


# Languages

SAID = {
    "en": "The peoples of the world demand peace and the disarmament of all states without delay.",
    "el": "Οι λαοί του κόσμου απαιτούν ειρήνη και αφοπλισμό όλων των κρατών χωρίς καθυστέρηση.",
    "ar": "تطالب شعوب العالم بالسلام ونزع سلاح جميع الدول دون تأخير في هذه السنة الجديدة",
    "fa": "خلق‌های جهان خواستار صلح و خلع سلاح همه کشورها بدون هیچ تأخیری در سال آینده هستند",
    "ru": "Народы мира требуют мира и разоружения всех государств без промедления и условий.",
    "tr": "Dünya halkları barış ve bütün devletlerin gecikmeden silahsızlanmasını talep ediyor.",
}


@pytest.mark.parametrize("chosen", SAID)
@pytest.mark.parametrize("language", SAID)
def test_text_in_another_language_than_the_chosen_one_is_remarked(language, chosen):
    seen = language_seen(chosen, f"<p>{SAID[language]}</p>")

    assert seen == ("" if chosen == language else language)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", SAID["ru"]),
        ("en", "Мир"),
        (
            "zh-hans",
            "世界各国人民要求和平，要求所有国家立即无条件裁军，不得拖延，这是我们共同的愿望和要求。"
            * 2,
        ),
        (
            "sr",
            "Narodi svijeta traže mir i razoružanje svih država bez odgode i bilo kakvih uvjeta.",
        ),
        ("tlh", SAID["en"]),
    ],
    ids=["none chosen", "too short", "a variety", "hardly told apart", "not known to the model"],
)
def test_nothing_is_remarked_where_the_language_cannot_be_told(code, words):
    assert language_seen(code, words) == ""


def test_remark_names_both_languages():
    assert remark_on("ar", SAID["fa"]) == "The text chosen as Arabic looks like Persian."
    assert remark_on("fa", SAID["fa"]) == ""


def test_process_that_starts_does_not_load_what_recognises_languages():
    loaded = "import django; django.setup(); import sys, imcwp_site.urls; print(*sys.modules)"
    settings = {"DJANGO_SETTINGS_MODULE": "tests.settings"}

    started = subprocess.run(
        [sys.executable, "-c", loaded], env=os.environ | settings, capture_output=True, text=True
    )

    assert "statements.remarks.spoken" in started.stdout.split()
    assert {"py3langid", "numpy"}.isdisjoint(started.stdout.split())


# At the desk


def typed(desk, **changes) -> dict:
    return form_data(desk.get(ADD), title="On the struggle for peace", **changes)


def test_remarks_answer_the_form_as_it_stands(desk):
    party, topic = make_party(), make_topic(name="Peace")
    make_statement(title="On the struggle for peace", parties=[party], issued=DAY)

    data = typed(
        desk,
        **{
            "issued": "18 October 2019",
            "signatures-TOTAL_FORMS": "2",
            "signatures-0-party": str(party.pk),
            "signatures-1-printed_name": "Party of Nowhere",
            "texts-TOTAL_FORMS": "1",
            "texts-0-language": "ar",
            "texts-0-body": SAID["fa"],
        },
    )
    page = desk.post(REMARKS, data).content.decode()

    for words in (
        "The title is the same",
        "looks like Persian",
        "Without topic",
        "Without source",
        "Unresolved signatory: Party of Nowhere",
        "Missing translation: English",
        str(topic),
        "Nothing has been saved",
    ):
        assert words in page
    assert Statement.objects.count() == 1


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"signatures-TOTAL_FORMS": "9" * 30, "texts-TOTAL_FORMS": "-1", "issued": "yesterday"},
        {"topic_links-TOTAL_FORMS": "2", "topic_links-0-topic": "x", "meeting": "\ud800\x00"},
        {"title": "\x00\x01", "texts-TOTAL_FORMS": "1", "texts-0-body": "<p" * 9000},
        {"signatures-TOTAL_FORMS": "1", "signatures-0-party": "9" * 18},
    ],
)
def test_remarks_meet_whatever_is_sent(desk, data):
    read = entered_in(data, None)
    sent = {name: value.encode("utf-8", "replace").decode() for name, value in data.items()}

    response = desk.post(REMARKS, sent)

    assert read.issued is None
    assert response.status_code == 200


def test_remarks_are_not_for_readers_and_not_by_address(client, desk):
    assert desk.get(REMARKS).status_code == 405
    client.logout()
    assert client.post(REMARKS).status_code == 302
    client.force_login(make_editor(is_superuser=False))
    assert client.post(REMARKS).status_code == 403


def test_remarks_tell_a_contributor_nothing_of_the_drafts_of_others(client):
    make_statement(title="On the struggle for peace", issued=DAY, published=False)
    client.force_login(make_editor(roles.CONTRIBUTOR))

    response = client.post(REMARKS, {"title": "On the struggle for peace", "issued": "2019-10-18"})

    assert response.context["duplicates"] == []


def test_remarks_ask_a_fixed_number_of_queries(desk):
    party, data = make_party(), {"title": "On peace", "issued": "2019-10-18"}
    data |= {"signatures-TOTAL_FORMS": "1", "signatures-0-party": str(party.pk)}
    data |= {"texts-TOTAL_FORMS": "1", "texts-0-language": "en", "texts-0-body": BODY}

    def fill():
        topic = make_topic(name="Peace")
        make_text(make_statement(title="On peace", parties=[party], issued=DAY, topics=[topic]))

    fill()
    few = queries(lambda: desk.post(REMARKS, data))
    for _n in range(9):
        fill()

    assert queries(lambda: desk.post(REMARKS, data)) == few


def test_new_statement_that_may_be_there_already_is_saved_with_a_warning(desk):
    kept = make_statement(title="On the struggle for peace", issued=DAY)

    response = desk.post(ADD, typed(desk, kind="statement", issued="2019-10-18"), follow=True)

    page = response.content.decode()
    assert Statement.objects.count() == 2
    assert "This may be entered already" in page
    assert f"/admin/statements/statement/{kept.pk}/change/" in page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_remarks_follow_while_one_types_and_a_topic_is_taken_over(
    page, client, live_server, console_errors
):
    topic = make_topic(name="Peace")
    make_statement(title="On the struggle for peace", issued=DAY)
    client.force_login(make_editor())
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )

    page.goto(ADD)
    expect(page.locator("#id_title")).to_be_focused()
    page.keyboard.type("On the struggle for peace")
    page.get_by_label("Issued:").fill("2019-10-18")
    expect(page.locator("#remarks-found")).to_contain_text("Perhaps entered already")
    page.locator("#remarks-found").get_by_role("button", name="Peace").press("Enter")

    expect(page.locator("#id_topic_links-0-topic")).to_have_value(str(topic.pk))
    expect(page.locator("#remarks-found")).not_to_contain_text("Without topic")
    assert console_errors == []
