"""Former versions from files: only contents that pages can show and editors can bring back."""

import copy

import pytest
from django.core.files.base import ContentFile
from hypothesis import given

from statements import versions
from statements.importing.contents import check_content
from statements.importing.report import Refused
from statements.models import SignatureList
from tests.factories import make_meeting, make_party, make_statement, make_text, make_topic
from tests.statements.contents import contents

CONTENTS = contents(["xx-a", "xx-b"], ["cuba"], ["imcwp-1"], {"a" * 64: 1})


@pytest.fixture
def content(db) -> dict:
    """What a statement says that has one of everything."""
    statement = make_statement(
        parties=[make_party()], topics=[make_topic()], meeting=make_meeting()
    )
    make_text(statement, language="en")
    SignatureList.objects.create(statement=statement, stated_count=3)
    statement.attachments.create(file=ContentFile(b"%PDF-", "a.pdf"))
    return versions.content_of(versions.with_content(type(statement).objects).get())


@given(CONTENTS)
def test_every_content_that_a_statement_can_have_is_taken(content):
    assert check_content(content) is None


def test_a_content_of_an_earlier_form_is_taken(content):
    del content["attachments"][0]["alt"]

    assert check_content(content) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.clear(),
        lambda content: content.update(title=5),
        lambda content: content.update(title="a\0b"),
        lambda content: content.update(kind="sermon"),
        lambda content: content.update(state="secret"),
        lambda content: content.update(issued="soon"),
        lambda content: content.update(published_at="soon"),
        lambda content: content.update(published_at="2020-01-01T00:00:00"),
        lambda content: content.update(meeting=None),
        lambda content: content.update(topics=7),
        lambda content: content.update(topics=[["cuba"]]),
        lambda content: content.update(topics=["cuba", "cuba"]),
        lambda content: content.update(texts={"en": "x"}),
        lambda content: content.update(signature_list="x"),
        lambda content: content["signature_list"].update(stated_count="3"),
        lambda content: content["signature_list"].update(is_open=None),
        lambda content: content["signatures"].append(None),
        lambda content: content["signatures"].append(content["signatures"][0]),
        lambda content: content["signatures"][0].update(role="guest"),
        lambda content: content["signatures"][0].update(position=-1),
        lambda content: content["signatures"][0].update(position=True),
        lambda content: content["signatures"][0].update(party="", printed_name=""),
        lambda content: content["signatures"][0].update(party={}),
        lambda content: content["texts"][0].update(language="klingon"),
        lambda content: content["texts"][0].update(language=""),
        lambda content: content["texts"][0].update(body=None),
        lambda content: content["texts"][0].pop("body"),
        lambda content: content["texts"][0].update(title="a" * 501),
        lambda content: content["texts"][0].update(original_hash=[]),
        lambda content: content["attachments"][0].update(name="../x"),
        lambda content: content["attachments"][0].update(size=2**70),
        lambda content: content["attachments"][0].update(sha256="a" * 65),
    ],
)
def test_a_content_of_another_form_is_refused(content, change):
    changed = copy.deepcopy(content)
    change(changed)

    with pytest.raises(Refused):
        check_content(changed)
