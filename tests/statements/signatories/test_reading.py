"""Pasted lists in the layouts that mails, pages and tables give them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_site.folding import fold
from statements.signatories.reading import date_in, read_list

NAMES = [
    "Example Party of Greece",
    "Example Party, Turkey",
    "Party of the Examples, Mexico",
    "Example Party for Peace and Progress",
    "EPX",
    "EP(M)",
    "EP-1930",
    "Example Front (Italy)",
]
KNOWN = {fold(name) for name in NAMES}
KNOWN |= {fold(f"{name}, Cyprus") for name in NAMES}


def knows(text: str) -> bool:
    return fold(text) in KNOWN


def printed(text: str) -> list[str]:
    return [entry.printed for entry in read_list(text, knows)]


@pytest.mark.parametrize(
    "layout",
    [
        "{}",
        "{n}. {}",
        "{n}) {}",
        "({n}) {}",
        "[{n}] {}",
        "{n} {}",
        "{n}.{}",
        "{n} - {}",
        "{n}\t{}",
        "| {n} | {} |",
        "- {}",
        "– {}",
        "• {}",
        "* {}",
        "·\t{}",
        "  {}  ",
        "{};",
        "{},",
        "\n{}\n",
        "{n}.\xa0{}",
        "\u200b{}",
    ],
)
def test_list_with_a_name_a_line_is_read_in_every_layout(layout):
    lines = [layout.replace("{n}", str(n)).format(name) for n, name in enumerate(NAMES, start=1)]

    assert printed("\n".join(lines)) == NAMES
    assert printed("\r\n".join(lines)) == NAMES


@pytest.mark.parametrize("layout", ["{n}. {}", "({n}) {}", "{n}\t{}", "{n} {}"])
def test_number_in_the_list_is_kept(layout):
    lines = [layout.replace("{n}", str(n)).format(name) for n, name in enumerate(NAMES, start=1)]

    numbers = [entry.number for entry in read_list("\n".join(lines), knows)]

    assert numbers == list(range(1, len(NAMES) + 1))


@pytest.mark.parametrize(
    "run",
    [
        "; ".join(NAMES),
        ", ".join(NAMES),
        ", ".join(NAMES[:-1]) + " and " + NAMES[-1] + ".",
        ", ".join(NAMES[:-1]) + ", and " + NAMES[-1],
        " ".join(f"{n}. {name}" for n, name in enumerate(NAMES, start=1)),
        " ".join(f"({n}) {name}" for n, name in enumerate(NAMES, start=1)),
        "\t".join(NAMES),
        "     ".join(NAMES),
        "\n".join([", ".join(NAMES[:4]) + ",", ", ".join(NAMES[4:])]),
    ],
)
def test_run_of_names_is_parted_but_no_name_with_a_comma_in_it(run):
    assert printed(run) == NAMES


def test_run_keeps_the_country_after_a_comma_with_its_name():
    assert printed("EPX, Cyprus, Example Party, Turkey, Unheard Party") == [
        "EPX, Cyprus",
        "Example Party, Turkey",
        "Unheard Party",
    ]


def test_line_of_a_list_is_not_parted_at_commas_unless_all_parts_are_names():
    text = "Unheard Party, Left Wing, Elsewhere\nExample Party, Turkey\nEPX, EP(M)\nUnheard\nLast"

    assert printed(text) == [
        "Unheard Party, Left Wing, Elsewhere",
        "Example Party, Turkey",
        "EPX",
        "EP(M)",
        "Unheard",
        "Last",
    ]


def test_columns_of_numbered_names_keep_their_numbers():
    entries = read_list("1. EPX\t3. EP(M)\n2. EP-1930\t4. Example Party of Greece", knows)

    assert [(entry.number, entry.printed) for entry in entries] == [
        (1, "EPX"),
        (3, "EP(M)"),
        (2, "EP-1930"),
        (4, "Example Party of Greece"),
    ]


def test_row_of_a_table_gives_number_country_and_name():
    (entry,) = read_list("7\tGreece\tExample Party\tEP", knows)

    assert (entry.number, entry.country, entry.printed) == (7, "GR", "Example Party (EP)")


def test_headings_of_groups_are_kept_with_the_names_under_them():
    text = "SolidNet Parties\n1. EPX\n2. EP(M)\n\nOther parties:\n\n1. EP-1930"

    entries = read_list(text, knows)

    assert [(entry.group, entry.number, entry.printed) for entry in entries] == [
        ("SolidNet Parties", 1, "EPX"),
        ("SolidNet Parties", 2, "EP(M)"),
        ("Other parties", 1, "EP-1930"),
    ]


def test_countries_as_headings_go_with_the_names_under_them():
    entries = read_list("Signatories:\nGREECE\nUnheard Party\nItaly\nAnother\nThird", knows)

    assert [(entry.country, entry.group, entry.printed) for entry in entries] == [
        ("GR", "", "Unheard Party"),
        ("IT", "", "Another"),
        ("IT", "", "Third"),
    ]


@pytest.mark.parametrize("text", ["Greece", "Greece\nItaly", "EPX\nGreece", "Other parties:"])
def test_heading_above_nothing_is_not_lost(text):
    assert printed(text) == [line.rstrip(":") for line in text.splitlines()]


def test_wrapped_lines_are_joined():
    text = "1. Example Party for Peace\n   and Progress\n2. Example Party\n   of Greece\n3. EPX"

    assert printed(text) == [
        "Example Party for Peace and Progress",
        "Example Party of Greece",
        "EPX",
    ]


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("EPX (signed later on 3.4.2020)", "2020-04-03"),
        ("EPX - signed on 3 April 2020", "2020-04-03"),
        ("EPX, joined April 2020", "2020-04"),
        ("EPX (added 2020-04-03)", "2020-04-03"),
        ("EPX (joined later)", ""),
    ],
)
def test_remark_that_a_party_signed_later_is_no_part_of_its_name(line, date):
    (entry,) = read_list(line, knows)

    assert (entry.printed, entry.is_later, str(entry.added or "")) == ("EPX", True, date)


def test_heading_says_who_signed_later_and_when():
    entries = read_list("1. EPX\n\nSigned later, on 5 May 2020:\n2. EP(M)", knows)

    assert [(entry.is_later, str(entry.added or "")) for entry in entries] == [
        (False, ""),
        (True, "2020-05-05"),
    ]


@pytest.mark.parametrize("text", ["", " \n\t\n ", "…", "* * *\n---"])
def test_nothing_is_read_from_nothing(text):
    assert printed(text) == []


@pytest.mark.parametrize("text", ["11/18/14", "31.2.2020", "soon", "3 Mayhem 2020"])
def test_date_that_is_in_doubt_is_none(text):
    assert date_in(text) is None or str(date_in(text)) == "2020-05-03"


def test_digits_of_other_scripts_number_a_list():
    entries = read_list("١. حزب المثال\n٢. EPX", knows)

    assert [(entry.number, entry.printed) for entry in entries] == [(1, "حزب المثال"), (2, "EPX")]


@pytest.mark.parametrize("sign", ["-", ",", ", ", "x,", " ", "(", "1. ", "x - ", "signed ", "a\n"])
def test_long_text_that_is_no_list_is_read_in_good_time(sign):
    begun = time.process_time()

    read_list(sign * (20_000 // len(sign)) + "x", knows)

    assert time.process_time() - begun < 15  # quadratic time would take a minute


@given(st.text(max_size=200))
def test_reading_takes_any_text(text):
    assert all(entry.printed for entry in read_list(text, knows))


@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=12))
def test_no_name_of_a_list_is_lost(names):
    lines = [f"{n}. {name}" for n, name in enumerate(names, start=1)]

    assert printed("\n".join(lines)) == names
