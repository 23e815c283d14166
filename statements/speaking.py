"""Who made and who signed a statement, as data for its pages."""

from collections import Counter
from dataclasses import dataclass

from imcwp_site.countries import country_name
from imcwp_site.filing import filing_key
from statements.models import Signature, Statement

Role = Signature.Role


@dataclass(frozen=True)
class Country:
    """A country with the number of its parties among those who signed."""

    code: str
    count: int

    @property
    def name(self) -> str:
        return country_name(self.code)


def who_speaks(statement: Statement) -> dict:
    """Give who made and who signed a statement, for its templates.

    Reads `signatures` with their parties; prefetch them.
    """
    by_role: dict[str, list[Signature]] = {role: [] for role in Role}
    for signature in statement.signatures.all():
        by_role[signature.role].append(signature)
    initiators = by_role[Role.INITIATOR]
    others = by_role[Role.SIGNATORY] + by_role[Role.LATER_SIGNATORY]
    return {
        "authors": statement.speakers,
        "initiators": initiators,
        "signatories": by_role[Role.SIGNATORY],
        "later_signatories": by_role[Role.LATER_SIGNATORY],
        "signature_list": getattr(statement, "signature_list", None),
        "countries": countries_of(initiators + others) if others else [],
    }


def countries_of(signatures: list[Signature]) -> list[Country]:
    """Count the parties that signed by country, those with the most first."""
    countries = {one.party_id: one.party.country for one in signatures if one.party}
    counted = Counter(code for code in countries.values() if code)
    found = [Country(code, count) for code, count in counted.items()]
    return sorted(found, key=lambda country: (-country.count, filing_key(country.name)))
