"""A renamed record is found under every address name it ever had."""

import feedparser
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import get_resolver, reverse

from imcwp_site.addresses import FormerAddressMixin
from imcwp_site.publishing import State
from imcwp_site.slugs import Renamable
from tests.desk import address_of, errors_of, form_data, queries, send
from tests.factories import make_dossier, make_meeting, make_party, make_statement, make_topic

pytestmark = pytest.mark.django_db
RENAMABLE = pytest.mark.parametrize("make", [make_party, make_meeting, make_topic, make_dossier])


def rename(record, *slugs: str):
    """Give the record one name after another."""
    for slug in slugs:
        record.slug = slug
        record.save()
    return record


def former(record) -> list[str]:
    return [str(name) for name in record.former_slugs.all()]


# The rule


@RENAMABLE
def test_renaming_keeps_every_name_before(make):
    record = rename(make(slug="a"), "b", "c")

    assert former(record) == ["a", "b"]


@RENAMABLE
def test_renaming_back_leads_in_no_circle(make, client):
    record = rename(make(slug="a"), "b", "a")

    assert former(record) == ["b"]
    assert client.get(record.get_absolute_url()).status_code == 200
    assert client.get(record.get_absolute_url().replace("/a/", "/b/")).url.endswith("/a/")


def test_saving_other_fields_keeps_no_name():
    party = make_party(slug="a")

    party.slug = "b"
    party.save(update_fields=["name"])

    assert former(party) == []


def test_name_is_kept_with_the_renaming_or_not_at_all():
    party = make_party(slug="a")
    make_party(slug="taken")

    with pytest.raises(IntegrityError), transaction.atomic():
        rename(party, "taken")

    assert former(party) == []


@RENAMABLE
def test_name_that_another_record_has_is_refused_with_that_record(make, desk):
    other = make(slug="taken")

    response = send(desk, make(slug="free"), slug="taken")

    assert errors_of(response)["slug"] == [f"“{other}” has this name already."]


@RENAMABLE
def test_name_that_another_record_had_is_refused(make):
    rename(make(slug="a"), "b")

    with pytest.raises(ValidationError, match="led to"):
        make(slug="a")
    with pytest.raises(ValidationError) as refusal:
        type(make())(slug="a").validate_unique()

    assert list(refusal.value.message_dict) == ["slug"]


@RENAMABLE
def test_names_of_another_kind_of_record_are_free(make):
    other = make_topic if make is not make_topic else make_party
    rename(other(slug="a"), "b")

    assert make(slug="a").slug == "a"


# The desk


@RENAMABLE
def test_desk_renames_and_says_what_becomes_of_the_address(desk, make):
    record = make(slug="a")

    page = desk.get(address_of(record)).content.decode()
    response = send(desk, record, slug="b")
    record.refresh_from_db()

    assert "the old address keeps leading here" in page
    assert response.status_code == 302
    assert (record.slug, former(record)) == ("b", ["a"])
    assert "These lead here now: a." in desk.get(address_of(record)).content.decode()


@RENAMABLE
def test_desk_names_the_record_to_which_an_address_leads(desk, make):
    renamed = rename(make(slug="a"), "b")
    other = make(slug="c")

    response = send(desk, other, slug="a")

    assert list(errors_of(response)) == ["slug"]
    assert str(renamed) in str(errors_of(response)["slug"])
    other.refresh_from_db()
    assert other.slug == "c"


def test_desk_refuses_a_former_name_for_a_new_record(desk):
    rename(make_topic(slug="a"), "b")
    add = reverse("admin:statements_topic_add")

    response = desk.post(add, form_data(desk.get(add), name="Example topic", slug="a"))

    assert list(errors_of(response)) == ["slug"]


def test_desk_refuses_the_name_of_a_page_of_the_site(desk):
    meeting = make_meeting(slug="a")

    response = send(desk, meeting, slug="participation")

    assert list(errors_of(response)) == ["slug"]
    meeting.refresh_from_db()
    assert meeting.slug == "a"


# Pages


@RENAMABLE
def test_former_address_leads_to_the_page_for_ever(client, make):
    record = rename(make(slug="a"), "b", "c")
    address = record.get_absolute_url()

    for name in ("a", "b"):
        response = client.get(address.replace("/c/", f"/{name}/"), {"page": "2", "q": "é"})

        assert response.status_code == 301
        assert response.url == f"{address}?page=2&q=%C3%A9"
        assert response["Cache-Control"] == "max-age=300"
        assert client.get(response.url).status_code == 200


@RENAMABLE
def test_address_that_never_was_is_not_found(client, make):
    record = rename(make(slug="a"), "b")

    assert client.get(record.get_absolute_url().replace("/b/", "/never/")).status_code == 404


@RENAMABLE
def test_present_address_goes_before_a_former_one(client, make):
    record, other = make(slug="a"), make(slug="b")
    other.former_slugs.create(slug="a")

    assert client.get(record.get_absolute_url()).status_code == 200


@RENAMABLE
def test_former_names_cost_the_present_page_nothing(client, make):
    record = make(slug="a")
    address = record.get_absolute_url()
    before = queries(lambda: client.get(address))
    rename(record, "b", "a")

    assert queries(lambda: client.get(address)) == before


def test_former_address_of_a_draft_does_not_tell_its_present_one(client, desk):
    dossier = rename(make_dossier(slug="a", state=State.DRAFT, published_at=None), "b")

    preview = desk.get("/dossiers/a/")
    desk.logout()

    assert preview.url == dossier.get_absolute_url()
    assert desk.get("/dossiers/a/").status_code == 404


def views_by_slug(resolver=None):
    """Give every view of the site whose address names a record by its slug alone."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from () if pattern.app_name == "admin" else views_by_slug(pattern)
        elif {"slug"} == set(pattern.pattern.converters) & {"slug", "number"}:
            yield getattr(pattern.callback, "view_class", pattern.callback)


def test_no_view_by_slug_forgets_former_names():
    views = {view for view in views_by_slug() if isinstance(view, type)}
    querysets = {view: view.queryset for view in views if view.queryset is not None}
    of_renamable = [v for v, asked in querysets.items() if issubclass(asked.model, Renamable)]

    assert len(of_renamable) >= 4
    assert [view for view in of_renamable if not issubclass(view, FormerAddressMixin)] == []
    # These look former names up by themselves.
    assert {view.__name__ for view in views_by_slug()} - {v.__name__ for v in views} == {
        "pair",
        "partners",
    }


# Filters and feeds


@pytest.fixture
def statement():
    """A statement found by three records that had other names."""
    party, topic, meeting = make_party(slug="pa"), make_topic(slug="ta"), make_meeting(slug="ma")
    statement = make_statement(parties=[party], topics=[topic], meeting=meeting, issued="2019-10")
    for record in (party, topic, meeting):
        rename(record, record.slug.replace("a", "b"), record.slug.replace("a", "c"))
    return statement


@pytest.mark.parametrize("path", ["/statements/", "/statements/2019/", "/statements/2019/10/"])
@pytest.mark.parametrize(
    ("asked", "today"),
    [
        ("topic=ta", "topic=tc"),
        ("party=pb", "party=pc"),
        ("meeting=ma", "meeting=mc"),
        ("topic=ta&topic=tb", "topic=tc"),
        ("party=pa&match=all&page=1", "party=pc&match=all&page=1"),
        ("party=pa&party=pc&match=all", "party=pc&match=all"),
        ("topic=tb&sort=oldest&no=1", "topic=tc&sort=oldest&no=1"),
    ],
)
def test_list_by_a_former_name_is_the_list_of_today(client, statement, path, asked, today):
    response = client.get(f"{path}?{asked}")

    assert response.status_code == 301
    assert response.url == f"{path}?{today}"
    assert response["Cache-Control"] == "max-age=300"
    assert list(client.get(response.url).context["object_list"]) == [statement]


def test_list_keeps_what_was_typed_beside_a_former_name(client, statement):
    response = client.get("/statements/?topic=ta&date_after=soon", follow=True)

    assert response.status_code == 400
    assert response.context["filter"].form["topic"].data == ["tc"]
    assert response.context["filter"].form["date_after"].data == "soon"


def test_list_names_the_wrong_value_beside_a_former_name(client, statement):
    response = client.get("/statements/?topic=ta&topic=never")

    assert response.status_code == 400
    assert "There is no topic “never”." in response.content.decode()


def test_former_names_cost_a_list_by_present_ones_nothing(client, statement):
    client.get("/statements/")  # the index is read once
    by_present = queries(lambda: client.get("/statements/?topic=tc&party=pc&meeting=mc"))
    for record in (statement.topics.get(), statement.parties.get(), statement.meeting):
        record.former_slugs.all().delete()

    assert queries(lambda: client.get("/statements/?topic=tc&party=pc&meeting=mc")) == by_present


@pytest.mark.parametrize("name", ["topic=ta", "party=pb", "meeting=ma"])
def test_feed_by_a_former_name_goes_on_with_the_same_entries(client, statement, name):
    kind, _is, slug = name.partition("=")

    old = client.get(f"/statements.rss?{name}")
    new = client.get(f"/statements.rss?{kind}={slug[0]}c")

    assert old.status_code == 200
    assert old.content == new.content
    assert len(feedparser.parse(old.content).entries) == 1
