"""Who may do what at the desk: every action of each role."""

import pytest
from django.contrib.auth.models import Group, Permission

from editors import roles
from imcwp_site.publishing import State
from statements.models import KindName, Statement, Topic
from tests.desk import address_of, errors_of, form_data, found, send
from tests.factories import (
    make_dossier,
    make_editor,
    make_meeting,
    make_party,
    make_statement,
    make_topic,
)

pytestmark = pytest.mark.django_db
STATEMENTS = "/admin/statements/statement/"
CONTRIBUTOR, EDITOR, ADMINISTRATOR = roles.CONTRIBUTOR, roles.EDITOR, roles.ADMINISTRATOR
ROLES = [CONTRIBUTOR, EDITOR, ADMINISTRATOR]


@pytest.fixture
def sign_in(client):
    """Sign a new editor of a role in; gives the editor."""

    def sign_in(role: str, **fields):
        editor = make_editor(role, **fields)
        client.force_login(editor)
        return editor

    return sign_in


def new_statement(client, **changes):
    """Send the form of a new statement."""
    form = form_data(client.get(f"{STATEMENTS}add/"), title="On an example", kind="statement")
    return client.post(f"{STATEMENTS}add/", form | changes)


# What each role may open, add, change and delete


def records():
    """Make a record of each section of the desk."""
    return {
        "statement": make_statement(published=False),
        "party": make_party(),
        "meeting": make_meeting(),
        "topic": make_topic(),
        "dossier": make_dossier(published=False),
        "editor": make_editor(CONTRIBUTOR),
        "group": Group.objects.create(name="A further group"),
    }


MAY_ADD = {
    CONTRIBUTOR: {"statement"},
    EDITOR: {"statement", "party", "meeting", "dossier"},
    ADMINISTRATOR: {"statement", "party", "meeting", "dossier", "topic", "editor", "group"},
}
MAY_CHANGE = MAY_ADD | {CONTRIBUTOR: set()}  # the statement here was entered by another
MAY_OPEN_LIST = {
    CONTRIBUTOR: {"statement", "party", "meeting", "dossier", "topic"},
    EDITOR: {"statement", "party", "meeting", "dossier", "topic"},
    ADMINISTRATOR: MAY_ADD[ADMINISTRATOR],
}


def test_no_role_has_a_permission_that_nothing_asks_for():
    granted = {
        (permission.content_type.app_label, permission.codename)
        for permission in Permission.objects.filter(group__name__in=ROLES)
    }

    known = {
        (app, roles.codename_of(model, action))
        for role in ROLES
        for app, model, action in roles.permissions_of(role)
    }
    assert granted == known
    assert roles.permissions_of(CONTRIBUTOR) < roles.permissions_of(EDITOR)
    assert roles.permissions_of(EDITOR) < roles.permissions_of(ADMINISTRATOR)


@pytest.mark.parametrize("role", ROLES)
def test_role_opens_its_lists_and_no_others(client, sign_in, role):
    made = records()
    sign_in(role)

    opened = {
        name
        for name, record in made.items()
        if client.get(address_of(record).replace(f"{record.pk}/change/", "")).status_code == 200
    }

    assert opened == MAY_OPEN_LIST[role]


@pytest.mark.parametrize("role", ROLES)
def test_role_adds_what_is_its_own_and_nothing_else(client, sign_in, role):
    made = records()
    sign_in(role)

    opened = {
        name
        for name, record in made.items()
        if client.get(address_of(record).replace(f"{record.pk}/change/", "add/")).status_code == 200
    }

    assert opened == MAY_ADD[role]


@pytest.mark.parametrize("role", ROLES)
def test_role_changes_and_deletes_what_is_its_own_and_nothing_else(client, sign_in, role):
    made = records()
    sign_in(role)

    changed, deleted = set(), set()
    for name, record in made.items():
        if client.post(address_of(record), {}).status_code == 200:
            changed.add(name)
        if client.get(address_of(record, "delete")).status_code == 200:
            deleted.add(name)

    assert changed == MAY_CHANGE[role]
    assert deleted == MAY_CHANGE[role]


# Contributors and what they entered


def test_contributor_enters_a_draft_and_sends_it_to_review(client, sign_in):
    contributor = sign_in(CONTRIBUTOR)

    new_statement(client)
    draft = Statement.objects.get()
    sent = send(client, draft, _state="in-review")

    draft.refresh_from_db()
    assert sent.status_code == 302
    assert (draft.entered_by, draft.state) == (contributor, State.IN_REVIEW)


@pytest.mark.parametrize("way", ["state", "_state"])
@pytest.mark.parametrize("state", ["published", "withdrawn"])
def test_contributor_does_not_publish(client, sign_in, state, way):
    statement = make_statement(published=False, entered_by=sign_in(CONTRIBUTOR))

    response = send(client, statement, **{way: state})

    statement.refresh_from_db()
    assert list(errors_of(response)) == ["state"]
    assert statement.state == State.DRAFT


def test_contributor_does_not_set_the_publication_time(client, sign_in):
    statement = make_statement(published=False, entered_by=sign_in(CONTRIBUTOR))

    send(client, statement, published_at_0="2020-01-01", published_at_1="10:00")

    statement.refresh_from_db()
    assert statement.published_at is None


@pytest.mark.parametrize("state", [State.PUBLISHED, State.WITHDRAWN])
def test_contributor_only_reads_an_own_statement_once_it_is_published(client, sign_in, state):
    statement = make_statement(
        state=state, withdrawal_reason="An example", entered_by=sign_in(CONTRIBUTOR)
    )

    form = client.get(address_of(statement))
    sent = client.post(address_of(statement), {"title": "Another"})

    assert form.status_code == 200
    assert b'name="_save"' not in form.content
    assert sent.status_code == 403


def test_contributor_sees_own_drafts_and_what_is_public(client, sign_in):
    make_statement(published=False, title="A draft of another")
    make_statement(title="A public one")
    make_statement(published=False, title="An own draft", entered_by=sign_in(CONTRIBUTOR))

    shown = client.get(STATEMENTS)

    assert found(shown) == ["A public one", "An own draft"]


def test_contributor_is_led_to_the_history_of_own_statements_only(client, sign_in):
    others = make_statement(title="A public one")
    own = make_statement(published=False, entered_by=sign_in(CONTRIBUTOR))

    led = {one: address_of(one, "history") in client.get(address_of(one)).content.decode()
           for one in (others, own)}  # fmt: skip

    assert led == {others: False, own: True}
    assert client.get(address_of(own, "history")).status_code == 200


def test_contributor_meets_no_draft_of_another(client, sign_in):
    draft = make_statement(published=False)
    sign_in(CONTRIBUTOR)

    form = client.get(address_of(draft))
    history = client.get(address_of(draft, "history"))
    page = client.get(draft.get_absolute_url())

    assert form.status_code == 302  # to the front of the desk, which says that there is none
    assert history.status_code in (302, 403, 404)
    assert page.status_code == 404


def test_contributor_meets_no_draft_in_a_dossier(client, sign_in):
    public, draft = make_statement(title="Public"), make_statement(published=False, title="Draft")
    dossier = make_dossier(statements=[public, draft])
    planned = make_dossier(published=False)
    sign_in(CONTRIBUTOR)

    form = client.get(address_of(dossier)).content.decode()
    listed = client.get("/admin/statements/dossier/")

    assert "Public" in form
    assert "Draft" not in form
    assert found(listed) == [str(dossier)]
    assert client.get(address_of(planned)).status_code == 302
    assert client.get(planned.get_absolute_url()).status_code == 404


def test_contributor_previews_an_own_draft(client, sign_in):
    draft = make_statement(published=False, entered_by=sign_in(CONTRIBUTOR))

    assert client.get(draft.get_absolute_url()).status_code == 200


def test_contributor_deletes_own_drafts_only_in_a_list_too(client, sign_in):
    other = make_statement()
    own = make_statement(published=False, entered_by=sign_in(CONTRIBUTOR))
    chosen = {"action": "delete_selected", "post": "yes"}

    client.post(STATEMENTS, chosen | {"_selected_action": [own.pk]})
    client.post(STATEMENTS, chosen | {"_selected_action": [other.pk]})

    assert list(Statement.objects.all()) == [other]


def test_contributor_of_a_party_enters_its_statements_only(client, sign_in):
    party, other = make_party(), make_party()
    sign_in(CONTRIBUTOR, party=party)
    row = {"signatures-TOTAL_FORMS": "1", "signatures-0-role": "author"}

    refused = new_statement(client, **row, **{"signatures-0-party": str(other.pk)})
    taken = new_statement(client, **row, **{"signatures-0-party": str(party.pk)})

    formsets = [inline.formset for inline in refused.context["inline_admin_formsets"]]
    complaints = [str(formset.non_form_errors()) for formset in formsets]
    assert any(str(party) in complaint for complaint in complaints)
    assert taken.status_code == 302
    assert Statement.objects.get().signatures.get().party == party


def test_contributor_of_a_party_is_not_content_with_its_signature_under_others(client, sign_in):
    party = make_party()
    sign_in(CONTRIBUTOR, party=party)

    response = new_statement(
        client,
        **{
            "signatures-TOTAL_FORMS": "1",
            "signatures-0-role": "signatory",
            "signatures-0-party": str(party.pk),
        },
    )

    assert response.status_code == 200
    assert not Statement.objects.exists()


# Editors


def test_editor_publishes_what_another_entered(client, sign_in):
    statement = make_statement(state=State.IN_REVIEW, published=False)
    sign_in(EDITOR)

    send(client, statement, _state="published")

    statement.refresh_from_db()
    assert statement.is_public


def test_who_edits_all_but_does_not_publish_leaves_a_published_statement_published(client):
    statement = make_statement()
    editor = make_editor(CONTRIBUTOR)
    editor.user_permissions.add(Permission.objects.get(codename="edit_all_statements"))
    client.force_login(editor)

    refused = send(client, statement, state="draft")
    taken = send(client, statement, title="A better title")

    statement.refresh_from_db()
    assert list(errors_of(refused)) == ["state"]
    assert taken.status_code == 302
    assert (statement.title, statement.state) == ("A better title", State.PUBLISHED)


def test_editor_chooses_topics_and_does_not_make_them(client, sign_in):
    sign_in(EDITOR)

    client.post("/admin/statements/topic/add/", {"name": "New", "slug": "new"})

    assert not Topic.objects.exists()


@pytest.mark.parametrize("role", ROLES)
def test_all_roles_read_names_of_kinds_and_administrators_change_them(client, sign_in, role):
    sign_in(role)
    kind = KindName.objects.get(kind="appeal")

    read = client.get(address_of(kind))
    client.post(address_of(kind), {"name": "call"})

    kind.refresh_from_db()
    assert read.status_code == 200
    assert kind.name == ("call" if role == ADMINISTRATOR else "")


@pytest.mark.parametrize(
    ("role", "state", "offered"),
    [
        (CONTRIBUTOR, State.DRAFT, ["in-review"]),
        (CONTRIBUTOR, State.IN_REVIEW, []),
        (EDITOR, State.DRAFT, ["in-review", "published"]),
        (EDITOR, State.IN_REVIEW, ["published"]),
    ],
)
def test_buttons_lead_to_the_states_that_the_role_may_set(client, sign_in, role, state, offered):
    editor = sign_in(role)
    statement = make_statement(published=False, state=state, entered_by=editor)

    form = client.get(address_of(statement))

    assert [value for value, _label in form.context["next_states"]] == offered


# A draft may be incomplete


def test_publishing_an_incomplete_draft_names_all_that_it_lacks_and_keeps_what_was_typed(
    client, sign_in
):
    sign_in(EDITOR)
    typed = {
        "title": "",
        "kind": "",
        "note": "Typed with care",
        "issued": "31.31.2019",
        "texts-TOTAL_FORMS": "1",
        "texts-0-title": "A title without a language",
    }

    response = new_statement(client, _state="published", **typed)

    assert set(errors_of(response)) == {"title", "kind", "issued"}
    assert errors_of(response, "texts") == [{"language": ["This field is required."]}]
    assert "Typed with care" in response.content.decode()
    assert not Statement.objects.exists()
