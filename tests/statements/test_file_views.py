"""Files of statements: who is given them, and how."""

import pytest
from django.core.files.base import ContentFile

from imcwp_site.publishing import State
from statements.models import Attachment
from tests.factories import (
    make_editor,
    make_statement,
)

pytestmark = pytest.mark.django_db


def make_file(statement, content=b"%PDF-1.7 <script>alert(1)</script>", name="paper.pdf"):
    return Attachment.objects.create(statement=statement, file=ContentFile(content, name=name))


def test_file_is_given_to_keep_and_nothing_in_it_can_run(client):
    attachment = make_file(make_statement())

    response = client.get(attachment.get_absolute_url())

    assert response.status_code == 200
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert response["Content-Disposition"] == 'attachment; filename="paper.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_file_of_a_hidden_statement_is_for_editors_only(client):
    attachment = make_file(make_statement(published=False))

    assert client.get(attachment.get_absolute_url()).status_code == 404
    client.force_login(make_editor())
    response = client.get(attachment.get_absolute_url())
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert "no-store" in response["Cache-Control"]


def test_file_of_a_withdrawn_or_another_statement_is_404(client):
    taken_back = make_statement(state=State.WITHDRAWN, withdrawal_reason="Not authentic.")
    attachment, other = make_file(taken_back), make_statement()

    assert client.get(attachment.get_absolute_url()).status_code == 404
    attachment = make_file(make_statement(), content=b"%PDF another")
    address = attachment.get_absolute_url().replace(f"/{attachment.statement_id}/", f"/{other.pk}/")
    assert client.get(address).status_code == 404


def test_same_file_twice_is_stored_once():
    first, second = make_file(make_statement()), make_file(make_statement(), name="other.pdf")

    assert first.file.name == second.file.name
    assert (first.name, second.name) == ("paper.pdf", "other.pdf")
    assert first.size == 34
