"""What must be true of the rows of editors."""

import pytest

from editors.models import UnsavedWork
from tests.constraints import Breach, assert_refused, constraint_names
from tests.factories import make_editor, numbers

pytestmark = pytest.mark.django_db


def make_unsaved_work():
    return UnsavedWork.objects.create(editor=make_editor(), place=f"/{next(numbers)}/", data="a=b")


BREACHES = [Breach("unsaved_work_once", make_unsaved_work, same=("editor", "place"))]


@pytest.mark.parametrize("breach", BREACHES, ids=str)
def test_constraint_of_editors_refuses(breach):
    assert_refused(breach)


def test_every_constraint_of_editors_has_its_case():
    assert {breach.constraint for breach in BREACHES} == constraint_names("editors")
