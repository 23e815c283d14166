"""The lists of `data/signatories.csv`: nearly every name finds its party, and none another."""

import csv
from collections import Counter

import pytest

from imcwp_site.dates import PartialDate
from parties.models import Party
from statements.signatories.matching import PartyIndex
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db


def rows(name: str) -> list[dict]:
    with (ROOT / "data" / name).open() as file:
        return list(csv.DictReader(file))


def outcome(index, printed: str, party: Party, date: PartialDate | None = None) -> str:
    """Say what became of a printed name that means `party`."""
    match = index.match(printed, date=date)
    if match.chosen:
        return "right" if match.chosen == party else "wrong"
    # An asked name is as it should be where the party shares it with another.
    rivals = {candidate.party for candidate in match.rivals}
    return "asked" if party in rivals and len(rivals) > 1 else "missed"


def printed_names() -> list[tuple[str, str, PartialDate | None]]:
    """Give the printed name, the party's slug and the date for every row of the real lists."""
    dates = {row["joint_statement_id"]: row["issued_date"] for row in rows("joint_statements.csv")}
    parties = {party.slug: party for party in Party.objects.prefetch_related("names")}
    names = []
    for row in rows("signatories.csv"):
        issued = dates[row["joint_statement_id"]]
        date = PartialDate.parse(issued) if issued else None
        party = parties[row["party_slug"]]
        names.append((row["printed_name"] or party.name_on(date), party.slug, date))
    return names


def test_names_of_the_real_lists_find_their_parties(archive):
    index = PartyIndex()
    parties = {party.slug: party for party in Party.objects.all()}
    outcomes = [
        (outcome(index, printed, parties[slug], date), printed, slug)
        for printed, slug, date in printed_names()
    ]

    counted = Counter(kind for kind, _printed, _slug in outcomes)

    print(counted, *[each for each in outcomes if each[0] != "right"], sep="\n")
    assert len(outcomes) > 250
    assert counted["wrong"] == 0
    assert counted["right"] + counted["asked"] >= 0.98 * len(outcomes)
    assert counted["asked"] <= 0.05 * len(outcomes)


def forms_of(party: Party) -> list[str]:
    """Give the names of a party as lists print them."""
    names = [party.name, *(name.text for name in party.names.all() if name.kind != "variant")]
    printed = [
        *names,
        str(party),
        party.name.upper(),
        party.name.replace("Communist Party", "CP"),
        party.name.replace("'", "’"),
        party.name.replace("o", "ο", 1).replace("T", "Τ", 1),  # a Greek omicron and tau
    ]
    if party.country_name:
        printed += [
            f"{party.name} - {party.country_name}",
            f"{party.name}, {party.country_name}",
            f"{party.country_name}, {party.name}",
            f"{party.country_name}: {party.name}",
        ]
    return printed


def test_other_forms_of_the_names_of_all_parties_find_them(archive):
    index = PartyIndex()
    outcomes = [
        (outcome(index, printed, party), printed, party.slug)
        for party in Party.objects.prefetch_related("names")
        for printed in forms_of(party)
    ]

    counted = Counter(kind for kind, _printed, _slug in outcomes)

    print(counted, *[each for each in outcomes if each[0] in ("wrong", "missed")], sep="\n")
    assert counted["wrong"] == 0
    assert counted["right"] + counted["asked"] >= 0.98 * len(outcomes)
    assert counted["asked"] <= 0.05 * len(outcomes)


def test_abbreviations_of_all_parties_find_or_ask_and_never_take_another(archive):
    index = PartyIndex()
    outcomes = []
    for party in Party.objects.prefetch_related("names"):
        variants = [name.text for name in party.names.all() if name.kind == "variant"]
        for printed in filter(None, [party.abbreviation, *variants]):
            outcomes.append((outcome(index, printed, party), printed, party.slug))

    counted = Counter(kind for kind, _printed, _slug in outcomes)

    print(counted, *[each for each in outcomes if each[0] in ("wrong", "missed")], sep="\n")
    assert counted["wrong"] == 0
    assert counted["missed"] <= 0.05 * len(outcomes)
