"""Dates that carry how much of them is known: one rule to read, sort, find and show them."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.forms import modelform_factory
from django.utils import translation
from django.utils.formats import date_format, get_format, localize
from hypothesis import given, settings
from hypothesis import strategies as st

from imcwp_site.dates import PartialDate, PartialDateFormField, span_in_words, touches
from parties.models import PartyNote
from statements.models import Statement
from tests.factories import make_party, make_statement

read = PartialDate.parse

days = st.dates(datetime.date(1800, 1, 1), datetime.date(2199, 12, 31))
# Mostly near each other, so that ranges and dates really meet.
near_days = st.dates(datetime.date(2018, 11, 1), datetime.date(2020, 2, 29))
partial_dates = st.builds(
    lambda day, length: read(day.isoformat()[:length]),
    days | near_days,
    st.sampled_from([4, 7, 10]),
)


# Reading and writing


@pytest.mark.parametrize(
    ("text", "date", "precision"),
    [
        ("2019-10-18", PartialDate(2019, 10, 18), "day"),
        ("2019-10", PartialDate(2019, 10), "month"),
        ("2019", PartialDate(2019), "year"),
        ("1800", PartialDate(1800), "year"),
        ("2199-12-31", PartialDate(2199, 12, 31), "day"),
        ("2020-02-29", PartialDate(2020, 2, 29), "day"),
    ],
)
def test_partial_date_is_read_with_its_precision(text, date, precision):
    assert read(text) == date
    assert str(date) == text
    assert date.precision == precision


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "19", "201", "20191", "2019-1", "2019-10-1", "2019-10-", "2019-", "-2019"),
        *("2019-00", "2019-13", "2019-10-00", "2019-10-32", "2019-02-29", "1900-02-29"),
        *("2019-00-00", "2019-00-18", "1799", "1799-12-31", "2200", "2200-01", "0000", "9999"),
        *("18.10.2019", "10/18/2019", "2019/10/18", "20191018", "2019-W42", "October 2019"),
        *("2019-10-18T00:00", "2019-10-18\n", "\n2019", "2019 ", "2019-10\0", "٢٠١٩", "２０１９"),
    ],
)
def test_what_is_no_date_is_not_read(text):
    with pytest.raises(ValueError, match=r"write a date as|there is no month|has no day|the year"):
        read(text)


@pytest.mark.parametrize("parts", [(2019, None, 18), (2019, 0), (2019, 10, 0), (2019, 0, 0)])
def test_partial_date_is_never_made_of_parts_that_are_not_there(parts):
    with pytest.raises(ValueError, match=r"month|day"):
        PartialDate(*parts)


@given(partial_dates)
def test_partial_date_survives_writing_and_reading(date):
    assert read(str(date)) == date
    assert date.first_day <= date.last_day
    assert (date.first_day == date.last_day) == (date.precision == "day")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", "2019-01-01", "2019-12-31"),
        ("2019-02", "2019-02-01", "2019-02-28"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2019-10-18", "2019-10-18", "2019-10-18"),
    ],
)
def test_partial_date_knows_the_days_it_can_mean(text, first, last):
    assert read(text).first_day.isoformat() == first
    assert read(text).last_day.isoformat() == last


# Order


def test_year_stands_before_its_months_and_month_before_its_days():
    texts = ["2018-12-31", "2019", "2019-01", "2019-01-01", "2019-10", "2019-10-01", "2020"]

    assert sorted(map(read, reversed(texts))) == list(map(read, texts))


def test_partial_date_has_no_order_with_other_things():
    with pytest.raises(TypeError):
        assert PartialDate(2019) < "2020"


@given(st.lists(partial_dates, max_size=20))
def test_order_of_partial_dates_agrees_with_the_first_day(dates):
    first_days = [date.first_day for date in sorted(dates)]

    assert first_days == sorted(first_days)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(st.lists(st.none() | partial_dates, max_size=20))
def test_database_sorts_as_python_does(dates):
    with transaction.atomic():
        party = make_party()
        keep_notes(party, dates)

        found = list(party.notes.order_by("date").values_list("date", flat=True))
        backwards = list(party.notes.order_by("-date").values_list("date", flat=True))
        transaction.set_rollback(True)

    assert found == sorted(dates, key=lambda date: str(date or ""))
    assert backwards == found[::-1]


def keep_notes(party, dates):
    """Keep a note for each date."""
    PartyNote.objects.bulk_create(
        PartyNote(party=party, date=date, text=f"{date} {n}") for n, date in enumerate(dates)
    )


# Ranges


def touches_range(date, after, before):
    """Tell by the days themselves whether `date` touches the range: the rule in Python."""
    if date is None:
        return after is None and before is None
    begins_in_time = before is None or date.first_day <= before.last_day
    ends_in_time = after is None or date.last_day >= after.first_day
    return begins_in_time and ends_in_time


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(
    dates=st.lists(st.none() | partial_dates, max_size=20, unique=True),
    after=st.none() | partial_dates,
    before=st.none() | partial_dates,
)
def test_date_touches_a_range_in_the_database_as_by_its_days(dates, after, before):
    with transaction.atomic():
        party = make_party()
        keep_notes(party, dates)

        found = set(
            party.notes.filter(touches("date", after, before)).values_list("date", flat=True)
        )
        transaction.set_rollback(True)

    assert found == {date for date in dates if touches_range(date, after, before)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("after", "before", "found"),
    [
        ("2019-10", "2019-10", ["2019", "2019-10", "2019-10-18"]),
        ("2019-10-18", "2019-10-18", ["2019", "2019-10", "2019-10-18"]),
        ("2019-10-19", "2019-10-31", ["2019", "2019-10"]),
        ("2019-11", "2019-12", ["2019"]),
        ("2020", None, ["2020-01"]),
        (None, "2018", []),
        (None, "2019-01-01", ["2019"]),
        (None, None, ["", "2019", "2019-10", "2019-10-18", "2020-01"]),
        ("2020", "2019", []),
    ],
)
def test_date_without_day_touches_every_range_that_one_of_its_days_does(after, before, found):
    party = make_party()
    keep_notes(party, [None, *map(read, ["2019", "2019-10", "2019-10-18", "2020-01"])])

    notes = party.notes.filter(touches("date", after and read(after), before and read(before)))

    assert [str(note.date or "") for note in notes] == found


# The column


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(st.none() | partial_dates)
def test_database_computes_the_first_day(date):
    with transaction.atomic():
        statement = Statement.objects.get(pk=make_statement(issued=date).pk)
        transaction.set_rollback(True)

    assert statement.issued == date
    assert statement.issued_first_day == (date.first_day if date else None)


@pytest.mark.django_db
def test_dates_by_year_and_month_are_there_for_archives():
    for issued in ["2019-10-18", "2019-10", "2019", "2003-06", ""]:
        make_statement(issued=issued)
    dated = Statement.objects.filter(issued_first_day__isnull=False)

    years = dated.dates("issued_first_day", "year")
    months = dated.dates("issued_first_day", "month")

    assert [day.year for day in years] == [2003, 2019]
    assert [f"{day:%Y-%m}" for day in months] == ["2003-06", "2019-01", "2019-10"]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["2019-13", "2019-1", "3000", "201", "2019-10-32", "x", "2019-"])
def test_database_refuses_what_is_no_date(text):
    note = PartyNote.objects.create(party=make_party(), text="Joined.")

    with pytest.raises(IntegrityError), transaction.atomic():
        PartyNote.objects.filter(pk=note.pk).update(date=text)


@pytest.mark.django_db
def test_database_refuses_text_that_is_longer_than_a_date():
    note = PartyNote.objects.create(party=make_party(), text="Joined.")

    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        PartyNote.objects.filter(pk=note.pk).update(date="2019-10-18 or later")


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["2019-02-30", "2019-13", "18 October", "1799"])
def test_model_names_the_date_that_is_none(text):
    note = PartyNote(party=make_party(), text="Joined.", date=text)

    with pytest.raises(ValidationError) as refusal:
        note.full_clean()

    assert list(refusal.value.message_dict) == ["date"]
    assert text in refusal.value.message_dict["date"][0]


@pytest.mark.django_db
def test_unknown_date_is_none_in_python_and_found_as_empty_text():
    note = PartyNote.objects.create(party=make_party(), text="Joined.")
    note.refresh_from_db()

    assert note.date is None
    assert PartyNote.objects.get(date="") == note
    assert PartyNote._meta.get_field("date").value_to_string(note) == ""


# Forms


def test_form_field_gives_partial_date_or_none():
    field = PartialDateFormField(required=False)

    assert field.clean(" 2019-10 ") == PartialDate(2019, 10)
    assert field.clean("") is None
    assert field.clean(PartialDate(2019)) == PartialDate(2019)


@pytest.mark.parametrize("text", ["2019-02-30", "18.10.2019", "<b>", "1799", "2019-13", "9" * 999])
def test_form_field_repeats_what_was_typed_and_says_what_is_wrong(text):
    with pytest.raises(ValidationError) as refusal:
        PartialDateFormField().clean(text)

    (message,) = refusal.value.messages
    assert text in message
    assert "is not a date: " in message


@pytest.mark.parametrize("text", ["2019\0", "\0"])
def test_form_field_refuses_null_characters(text):
    with pytest.raises(ValidationError):
        PartialDateFormField().clean(text)


def test_required_form_field_wants_a_date():
    with pytest.raises(ValidationError, match="required"):
        PartialDateFormField(required=True).clean("")


@pytest.mark.django_db
def test_model_form_shows_the_date_as_it_is_kept_and_keeps_what_was_typed():
    form_class = modelform_factory(PartyNote, fields=["date", "text"])
    kept = form_class(instance=PartyNote(date=PartialDate(2019, 10)))
    wrong = form_class({"date": "10/2019", "text": "Joined."})

    assert 'value="2019-10"' in str(kept["date"])
    assert "maxlength" not in str(kept["date"])
    assert wrong.errors.keys() == {"date"}
    assert 'value="10/2019"' in str(wrong["date"])


@pytest.mark.django_db
def test_unchanged_date_is_not_taken_for_a_change():
    form_class = modelform_factory(PartyNote, fields=["date", "text"])
    note = PartyNote(date=PartialDate(2019, 10), text="Joined.")

    same = form_class({"date": "2019-10", "text": "Joined."}, instance=note)
    other = form_class({"date": "2019", "text": "Joined."}, instance=note)

    assert same.changed_data == []
    assert other.changed_data == ["date"]


# Words


@pytest.mark.parametrize(
    ("text", "words"),
    [("2019-10-18", "18 October 2019"), ("2019-10", "October 2019"), ("2019", "2019")],
)
def test_date_in_words_says_what_is_known(text, words):
    assert read(text).in_words == words


def test_date_in_words_declines_the_month_where_the_language_does():
    with translation.override("ru"):
        assert read("2019-10-18").in_words == "18 октября 2019\u202fг."
        assert read("2019-10").in_words == "октябрь 2019\u202fг."


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("1998-05-22", "1998-05-24", "22–24 May 1998"),
        ("2015-10-30", "2015-11-01", "30 October – 1 November 2015"),
        ("2019-12-31", "2020-01-02", "31 December 2019 – 2 January 2020"),
        ("2003-06", "2003-06", "June 2003"),
        ("2003-06", "2003-08", "June – August 2003"),
        ("2003-06", "2004-08", "June 2003 – August 2004"),
        ("2016", "2018", "2016 – 2018"),
        ("2016", "2016-05-01", "2016 – 1 May 2016"),
        ("2011-10-22", "2011-10-22", "22 October 2011"),
        ("2011-10-22", None, "22 October 2011"),
        (None, "2011-10-22", "22 October 2011"),
        (None, None, ""),
    ],
)
def test_span_in_words_does_not_repeat_what_both_ends_share(start, end, words):
    assert span_in_words(start and read(start), end and read(end)) == words


def test_dates_and_times_are_written_in_one_style_and_read_in_many():
    time = datetime.datetime(2026, 11, 21, 22, 3, tzinfo=datetime.UTC)

    written = [date_format(time, name) for name in ("DATE_FORMAT", "DATETIME_FORMAT")]

    assert written == ["21 November 2026", "21 November 2026, 22:03"]
    assert [localize(time.date()), localize(time.time())] == ["21 November 2026", "22:03"]
    assert {"%Y-%m-%d", "%d %B %Y"} <= set(get_format("DATE_INPUT_FORMATS"))
