"""Made-up records for tests: each call gives another one; a test names only what it is about."""

import datetime
from itertools import count

from django.apps import apps
from django.contrib.auth.models import Group

from documents.models import Document
from documents.translations import renew
from documents.versions import record
from editors import roles
from editors.models import Editor
from imcwp_site.publishing import State
from meetings.models import Meeting
from parties.models import Party
from statements.index import writing
from statements.models import Dossier, Signature, Statement, StatementTopic, Text, Topic
from statements.versions import content_of, with_content

numbers = count(1)
FIRST_PUBLICATION = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
LATER = datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC)
PASSWORD = "a password for tests"


def make_party(**fields) -> Party:
    """Keep a party that does not exist."""
    n = next(numbers)
    return Party.objects.create(
        **{"slug": f"party-{n}", "name": f"Example Party of Land {n}", "abbreviation": f"EP{n}"}
        | fields
    )


def make_meeting(**fields) -> Meeting:
    """Keep a meeting that was never held."""
    n = next(numbers)
    return Meeting.objects.create(
        **{"slug": f"meeting-{n}", "kind": Meeting.Kind.OTHER, "city": f"Town {n}"} | fields
    )


def make_topic(**fields) -> Topic:
    """Keep a topic of the upper level."""
    n = next(numbers)
    return Topic.objects.create(**{"slug": f"topic-{n}", "name": f"Topic {n}"} | fields)


def make_statement(*, published=True, parties=(), topics=(), **fields) -> Statement:
    """Keep a statement by `parties` (as authors, in order) on `topics`.

    It is published, each later than the one made before it; `published=False` gives a draft.
    `state` and `published_at` in `fields` go before.
    """
    n = next(numbers)
    publishing = {
        "state": State.PUBLISHED,
        "published_at": FIRST_PUBLICATION + datetime.timedelta(hours=n),
    }
    statement = Statement.objects.create(
        **{"kind": Statement.Kind.STATEMENT, "title": f"Statement {n}"}
        | (publishing if published else {})
        | fields
    )
    for position, party in enumerate(parties, start=1):
        Signature.objects.create(statement=statement, party=party, position=position)
    for position, topic in enumerate(topics):
        StatementTopic.objects.create(statement=statement, topic=topic, position=position)
    index(statement)
    return statement


def make_hidden(**fields) -> list[str]:
    """Keep statements that no visitor may find in a list, and give their titles."""
    hidden = {
        "A draft": {"published": False},
        "Under review": {"state": State.IN_REVIEW},
        "For later": {"published_at": LATER},
        "Taken back": {"state": State.WITHDRAWN, "withdrawal_reason": "Not authentic."},
    }
    for title, state in hidden.items():
        make_statement(title=title, **state, **fields)
    return list(hidden)


def make_text(statement=None, **fields) -> Text:
    """Keep a text in English of `statement`, or of a new one."""
    n = next(numbers)
    text = Text.objects.create(
        statement=statement or make_statement(),
        **{"language": "en", "title": f"Title {n}", "body": f"<p>Words of text {n}.</p>"} | fields,
    )
    index(text.statement)
    return text


def index(*statements: Statement) -> None:
    """Index what the statements say now, as recording a version does."""
    rows = with_content(Statement.objects.filter(pk__in=[one.pk for one in statements]))
    writing.note({one.pk: content_of(one) for one in rows})


def make_dossier(*, published=True, statements=(), **fields) -> Dossier:
    """Keep a dossier of `statements` in this order, published like `make_statement()`."""
    n = next(numbers)
    publishing = {
        "state": State.PUBLISHED,
        "published_at": FIRST_PUBLICATION + datetime.timedelta(hours=n),
    }
    dossier = Dossier.objects.create(
        **{"slug": f"dossier-{n}", "title": f"Dossier {n}"}
        | (publishing if published else {})
        | fields
    )
    for position, statement in enumerate(statements, start=1):
        dossier.entries.create(statement=statement, position=position)
    return dossier


def make_document(*, published=True, texts=("en",), **fields) -> Document:
    """Keep a document of the site with a title and a paragraph in each of these languages."""
    n = next(numbers)
    publishing = {"state": State.PUBLISHED, "published_at": FIRST_PUBLICATION}
    document = Document.objects.create(
        **{"slug": f"document-{n}", "position": n} | (publishing if published else {}) | fields
    )
    for language in texts:
        title, body = f"Document {n} ({language})", f"<p>What it says ({language}).</p>"
        document.texts.create(language=language, title=title, body=body)
    renew(document, texts)
    record(document, at=FIRST_PUBLICATION)
    return document


def make_editor(role: str = "", **fields) -> Editor:
    """Keep an editor who signs in with `PASSWORD`: of a role, or one who may do everything."""
    n = next(numbers)
    editor = Editor.objects.create_user(
        **{
            "username": f"editor-{n}",
            "password": PASSWORD,
            "is_staff": True,
            "is_superuser": not role,
        }
        | fields
    )
    if role:
        if not Group.objects.filter(name=role).exists():  # a test that commits has emptied all
            roles.grant(apps)
        editor.groups.add(Group.objects.get(name=role))
    return editor
