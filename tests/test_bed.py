"""The test bed itself."""

import socket
from pathlib import Path

import pytest
from django.db import connection

from editors.models import Editor
from parties.models import Party
from tests.factories import make_dossier, make_editor, make_meeting, make_statement, make_text
from tests.settings import DATABASES


def test_database_is_the_one_asked_for(db):
    assert connection.settings_dict["ENGINE"] == DATABASES["default"]["ENGINE"]
    assert Path(connection.settings_dict["NAME"]).name.startswith("test")


def test_network_is_off():
    with pytest.raises(OSError, match="no network"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_factories_make_distinct_records(db):
    first, second = make_statement(), make_statement(published=False)
    make_text(first)
    dossier = make_dossier(statements=[second, first])

    assert first.is_public
    assert not second.is_public
    assert [entry.statement for entry in dossier.entries.all()] == [second, first]
    assert make_meeting().slug != make_meeting().slug


@pytest.mark.parametrize("time", ["first", "second"])
def test_archive_holds_the_real_data_and_each_test_changes_its_own(archive, time):
    assert Party.objects.filter(slug="gr-kke").exists()
    assert not Party.objects.filter(slug="gr-kke", abbreviation="").exists()

    Party.objects.update(abbreviation="")


@pytest.mark.browser
def test_browser_reaches_the_desk(page):
    make_editor(username="someone")

    page.goto("/admin/")

    assert Editor.objects.filter(username="someone").exists()
    assert page.locator("input[name=username]").is_visible()


@pytest.mark.vnu
def test_nu_checker_names_document_and_line(nu_checker):
    sound = "<!doctype html>\n<html lang=en><head><title>Sound</title></head><body></body></html>"
    faulty = sound.replace("<body>", "<body>\n<p><center>x</center>")

    messages = nu_checker({"sound": sound, "faulty": faulty})

    assert messages
    assert all(message.startswith("faulty, line 3") for message in messages), messages
