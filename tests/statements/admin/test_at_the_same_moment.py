"""Editors who press Save in the same moment."""

from threading import Barrier, Thread

import pytest
from django.db import connections

from statements import versions
from statements.models import Statement
from tests.desk import address_of, form_data
from tests.factories import make_editor, make_statement

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
