"""Editors who save and delete in the same moment."""

import time
from contextlib import contextmanager
from threading import Barrier, Thread

import pytest
from django.db import connections, transaction
from django.utils import timezone

from imcwp_site.publishing import State
from statements import versions
from statements.models import Statement
from tests.desk import address_of, form_data
from tests.factories import make_editor, make_statement

STATEMENTS = "/admin/statements/statement/"
pytestmark = pytest.mark.django_db(transaction=True)


def test_all_that_is_saved_in_the_same_moment_is_kept(client_of):
    statement = make_statement(title="First title")
    versions.record(statement)
    address = address_of(statement)
    typed = {"title": "New title", "note": "New note", "source": "New source", "issued": "2019"}
    clients = [client_of(make_editor()) for _name in typed]
    opened = [form_data(client.get(address)) for client in clients]
    start, answers = Barrier(len(typed)), []

    def save(client, data):
        start.wait()
        answers.append(client.post(address, data).status_code)
        connections.close_all()

    threads = [
        Thread(target=save, args=(client, data | {name: value}))
        for client, data, (name, value) in zip(clients, opened, typed.items(), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    saved = Statement.objects.get()
    assert answers == [302] * 4
    assert {name: str(getattr(saved, name)) for name in typed} == typed
    assert list(saved.versions.values_list("n", flat=True)) == [5, 4, 3, 2, 1]


@contextmanager
def waiting_for(act):
    """Begin to do something that waits for what is being written, and see it end after that."""

    def begin():
        try:
            act()
        finally:
            connections.close_all()

    with transaction.atomic():
        yield
        thread = Thread(target=begin)
        thread.start()
        time.sleep(0.3)  # by then it waits
    thread.join()


def saved_anew(statement) -> None:
    """Write what another editor has typed."""
    held = Statement.objects.select_for_update().get(pk=statement.pk)
    held.title = "Saved meanwhile"
    held.save()
    held.signatures.create(printed_name="Example Party", position=1)
    versions.record(held)


def test_deletion_during_a_saving_is_asked_about_again(desk):
    draft = make_statement(published=False)
    address = address_of(draft, "delete")
    sent = {"post": "yes", "seen": desk.get(address).context["seen"]}
    answers = []

    with waiting_for(lambda: answers.append(desk.post(address, sent, follow=True))):
        saved_anew(draft)
    again = desk.get(address)
    desk.post(address, sent | {"seen": again.context["seen"]})

    assert answers[0].redirect_chain == [(address_of(draft), 302)]
    assert "It was changed meanwhile and is not deleted" in answers[0].content.decode()
    assert f'name="seen" value="{again.context["seen"]}"' in again.content.decode()
    assert not Statement.objects.exists()


def test_deletion_of_what_was_chosen_in_the_list_waits_for_a_saving(desk):
    chosen, published = make_statement(published=False), make_statement(published=False)
    numbers = [chosen.pk, published.pk]
    sent = {"action": "delete_selected", "_selected_action": numbers, "post": "yes"}
    answers = []

    with waiting_for(lambda: answers.append(desk.post(STATEMENTS, sent, follow=True))):
        saved_anew(chosen)
        Statement.objects.filter(pk=published.pk).update(
            state=State.PUBLISHED, published_at=timezone.now()
        )
    shown = answers[0].content.decode()

    assert "1 of the chosen stays. What was public is never deleted" in shown
    assert list(Statement.objects.all()) == [published]
