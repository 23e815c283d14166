"""A made-up archive is plainly made up, the same for a seed, and kept apart from a real one."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from parties.models import Party
from statements.models import Signature, Statement, Text
from tests.factories import make_statement

pytestmark = pytest.mark.django_db


def seed(*options: str, statements: int = 40) -> None:
    call_command(
        "seed_archive", "--statements", str(statements), *options, verbosity=0, stdout=StringIO()
    )


def test_a_made_up_archive_has_as_many_statements_as_asked_for():
    seed()

    assert Statement.objects.published().count() == 40
    assert Text.objects.exclude(body="").count() >= 40
    assert Signature.objects.exists()


def test_made_up_parties_are_plainly_made_up():
    seed(statements=0)

    assert Party.objects.exclude(name__startswith="Example Workers' Party").count() == 0


def test_the_same_seed_gives_the_same_archive_and_a_larger_one_begins_with_it(tmp_path):
    for name, statements in (("one", 40), ("two", 40), ("three", 60)):
        seed("--to", str(tmp_path / name), statements=statements)

    first, second, larger = (
        (tmp_path / name / "texts.jsonl").read_bytes() for name in ("one", "two", "three")
    )
    assert first == second
    assert larger.startswith(first)


def test_another_seed_gives_another_archive(tmp_path):
    seed("--to", str(tmp_path / "one"))
    seed("--to", str(tmp_path / "two"), "--seed", "2")

    assert (tmp_path / "one" / "texts.jsonl").read_bytes() != (
        tmp_path / "two" / "texts.jsonl"
    ).read_bytes()


def test_writing_a_folder_imports_nothing(tmp_path):
    seed("--to", str(tmp_path / "out"))

    assert not Statement.objects.exists()


def test_made_up_statements_are_not_mixed_among_real_ones():
    make_statement()

    with pytest.raises(CommandError, match="--mix"):
        seed()

    assert Statement.objects.count() == 1


def test_made_up_statements_are_mixed_in_when_asked():
    make_statement()

    seed("--mix")

    assert Statement.objects.count() == 41


def test_seeding_twice_changes_nothing():
    seed()
    before = Statement.objects.order_by("-updated_at").first().updated_at

    seed()

    assert Statement.objects.count() == 40
    assert Statement.objects.order_by("-updated_at").first().updated_at == before
