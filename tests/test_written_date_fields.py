"""Fields of forms that take dates as people write them."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from imcwp_site.dates import PartialDate
from imcwp_site.written_dates import (
    DateInWordsField,
    WrittenDateField,
)


def test_field_reads_what_people_write_and_names_what_is_wrong():
    field = WrittenDateField()

    assert field.clean(" 18 October 2019 ") == PartialDate(2019, 10, 18)
    with pytest.raises(ValidationError, match=r"“30.2.2019” is not a date: February 2019 has no"):
        field.clean("30.2.2019")


def test_field_takes_another_writing_of_the_same_date_for_no_change():
    field = WrittenDateField(required=False)

    assert not field.has_changed(PartialDate(2019, 10, 18), "18 October 2019")
    assert field.has_changed(PartialDate(2019, 10, 18), "October 2019")
    assert field.has_changed(PartialDate(2019, 10, 18), "last spring")


@pytest.mark.parametrize(
    ("typed", "language", "shown"),
    [
        ("2019-10", "en", "October 2019"),
        ("03/04/2019", "en", "3 April 2019"),
        ("18 October 2019", "ru", "18 октября 2019\u202fг."),
        ("2019", "ar", "2019"),
        ("last spring", "en", "last spring"),
        ("2019-13", "el", "2019-13"),
        ("", "en", ""),
        (None, "en", None),
        (PartialDate(2019, 10), "fr", "octobre 2019"),
    ],
)
def test_field_for_visitors_shows_how_it_understood_and_keeps_what_it_did_not(
    typed, language, shown
):
    with translation.override(language):
        assert DateInWordsField().prepare_value(typed) == shown


def test_field_for_visitors_gives_an_example_in_the_interface_language():
    field = DateInWordsField()

    with translation.override("el"):
        assert str(field.widget.attrs["placeholder"]) == "Οκτώβριος 2019"
