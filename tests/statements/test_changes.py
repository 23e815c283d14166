"""Each change that is made to many, asked of one statement."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from imcwp_site.publishing import State
from statements.changes import change_of
from statements.models import Batch, Statement
from tests.factories import make_meeting, make_statement, make_text, make_topic

pytestmark = pytest.mark.django_db

Kind = Batch.Kind
TO_COME = timezone.now() + datetime.timedelta(days=30)


def change(kind, statement, /, **parameters):
    """Make the change and give the statement as it is kept, and what the change says of it."""
    made = change_of(Batch(kind=kind, parameters=parameters))
    held = made.load(Statement.objects.filter(pk=statement.pk)).get()
    said = made.alter(held)
    if said:
        made.write(held)
    return Statement.objects.get(pk=statement.pk), said


def complaints(kind, statement, /, **parameters):
    """Give what the change has against the statement."""
    with pytest.raises(ValidationError) as refusal:
        change(kind, statement, **parameters)
    return refusal.value.messages


def test_publish_makes_a_draft_public_now():
    draft = make_statement(published=False)

    changed, said = change(Kind.PUBLISH, draft)

    assert changed.is_public
    assert said == "published"


def test_publish_makes_public_now_what_was_scheduled():
    scheduled = make_statement(published_at=TO_COME)

    changed, _said = change(Kind.PUBLISH, scheduled)

    assert changed.is_public


def test_publish_gives_what_was_withdrawn_its_first_time_again():
    withdrawn = make_statement(state=State.WITHDRAWN, withdrawal_reason="By mistake.")

    changed, _said = change(Kind.PUBLISH, withdrawn)

    assert changed.is_public
    assert changed.published_at == withdrawn.published_at


def test_publish_leaves_what_is_public():
    assert change(Kind.PUBLISH, make_statement())[1] == ""


def test_publish_names_all_that_a_draft_lacks():
    draft = make_statement(published=False, title="", kind="")

    assert complaints(Kind.PUBLISH, draft) == [
        "Title: Only a draft may lack this.",
        "Kind: Only a draft may lack this.",
    ]


def test_schedule_sets_the_time():
    changed, said = change(Kind.SCHEDULE, make_statement(published=False), time=TO_COME.isoformat())

    assert changed.is_scheduled
    assert changed.published_at == TO_COME
    assert said.startswith("scheduled for ")


def test_schedule_refuses_what_was_public():
    assert complaints(Kind.SCHEDULE, make_statement(), time=TO_COME.isoformat()) == [
        "Publication time: It was public, and its address is known: the time must stay in the past."
    ]


def test_withdraw_keeps_the_reason():
    changed, _said = change(Kind.WITHDRAW, make_statement(), reason="Asked for by its authors.")

    assert changed.is_withdrawn
    assert changed.withdrawal_reason == "Asked for by its authors."


@pytest.mark.parametrize("fields", [{"published": False}, {"published_at": TO_COME}])
def test_withdraw_refuses_what_was_never_public(fields):
    assert complaints(Kind.WITHDRAW, make_statement(**fields), reason="No.") == [
        "State: Only what was public is withdrawn; a draft can be deleted."
    ]


def test_withdraw_leaves_the_reason_of_what_is_withdrawn():
    withdrawn = make_statement(state=State.WITHDRAWN, withdrawal_reason="The first.")

    changed, said = change(Kind.WITHDRAW, withdrawn, reason="The second.")

    assert said == ""
    assert changed.withdrawal_reason == "The first."


def test_add_topic_puts_it_last_and_once():
    first, last = make_topic(), make_topic()
    statement = make_statement(topics=[make_topic(), first])

    change(Kind.ADD_TOPIC, statement, topic=last.pk)
    again = change(Kind.ADD_TOPIC, statement, topic=last.pk)[1]

    assert [link.topic for link in statement.topic_links.all()][1:] == [first, last]
    assert again == ""


def test_remove_topic_keeps_the_order_of_the_others():
    topics = [make_topic() for _n in range(3)]
    statement = make_statement(topics=topics)

    change(Kind.REMOVE_TOPIC, statement, topic=topics[1].pk)
    again = change(Kind.REMOVE_TOPIC, statement, topic=topics[1].pk)[1]

    assert [link.topic for link in statement.topic_links.all()] == [topics[0], topics[2]]
    assert again == ""


def test_set_meeting_takes_a_meeting_or_none():
    meeting, statement = make_meeting(), make_statement()

    with_one = change(Kind.SET_MEETING, statement, meeting=meeting.pk)
    without = change(Kind.SET_MEETING, statement, meeting=None)

    assert with_one[0].meeting == meeting
    assert without[0].meeting is None
    assert without[1] == "no meeting"


def test_set_kind_leaves_what_has_it():
    statement = make_statement(kind="appeal")

    changed, said = change(Kind.SET_KIND, statement, kind="speech")
    again = change(Kind.SET_KIND, statement, kind="speech")[1]

    assert (changed.kind, said, again) == ("speech", "speech", "")


def test_set_language_of_the_only_text():
    text = make_text(language="en")

    _changed, said = change(Kind.SET_LANGUAGE, text.statement, language="el")

    text.refresh_from_db()
    assert text.language == "el"
    assert said == "Greek"


def test_set_language_refuses_several_texts_and_none():
    several = make_text(language="en").statement
    make_text(several, language="fr")

    assert complaints(Kind.SET_LANGUAGE, several, language="el") == [
        "It has 2 texts: choose the language of each in its form."
    ]
    assert complaints(Kind.SET_LANGUAGE, make_statement(), language="el") == ["It has no text."]


def test_set_language_refuses_a_translation_from_itself():
    text = make_text(language="en", translated_from="el")

    assert complaints(Kind.SET_LANGUAGE, text.statement, language="el") == [
        "A text is not translated from its own language."
    ]


def test_change_that_names_what_is_gone_is_refused():
    assert complaints(Kind.ADD_TOPIC, make_statement(), topic=0) == [
        "What the change sets has been deleted meanwhile."
    ]
