"""Saving at the desk while something long is being written."""

import sqlite3
from contextlib import closing, contextmanager

import psycopg
import pytest
from django.db import connection

from imcwp_site import busy
from statements.models import Topic
from tests.desk import address_of, form_data
from tests.factories import make_topic

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def long_writing(topic, monkeypatch):
    """Hold the topic as an import would, and let the desk wait for a moment only."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(settings["NAME"], isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA busy_timeout = 50")
            yield
            other.execute("ROLLBACK")
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 20000")
        return
    monkeypatch.setattr(busy, "PATIENCE", "50ms")
    parameters = connection.get_connection_params()
    names = ("dbname", "user", "password", "host", "port")
    where = {name: parameters[name] for name in names if name in parameters}
    with psycopg.connect(**where) as other:
        other.execute("SELECT 1 FROM statements_topic WHERE id = %s FOR UPDATE", [topic.pk])
        yield
        other.rollback()


def test_editor_who_saves_during_a_long_writing_tries_again_and_loses_nothing(desk, monkeypatch):
    topic = make_topic(name="Once")
    data = form_data(desk.get(address_of(topic)), name="Typed & kept", _continue="1")

    with long_writing(topic, monkeypatch):
        response = desk.post(address_of(topic), data)
    typed = dict(response.context["typed"])
    again = desk.post(response.context["address"], typed)

    assert response.status_code == 503
    assert response["Retry-After"]
    assert "Typed &amp; kept" in response.content.decode()
    assert again.headers["Location"] == address_of(topic)
    assert Topic.objects.get().name == "Typed & kept"


def test_password_is_not_in_the_page_that_asks_to_try_again(desk, rf):
    request = rf.post("/admin/password_change/", {"old_password": "secret words"})
    request.resolver_match = desk.get("/admin/password_change/").resolver_match
    error = busy.OperationalError("database is locked")
    error.__cause__ = sqlite3.OperationalError()
    error.__cause__.sqlite_errorname = "SQLITE_BUSY"

    response = busy.BusyMiddleware(None).process_exception(request, error)

    assert response.status_code == 503
    assert "secret words" not in response.content.decode()


def test_other_errors_of_the_database_are_no_reason_to_try_again():
    assert not busy.is_busy(busy.OperationalError("disk is full"))
    assert not busy.is_busy(ValueError())
