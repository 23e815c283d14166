"""Why a printed name is thought to mean a party, in words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imcwp_site.dates import PartialDate
from imcwp_site.languages import language_name
from imcwp_site.phrases import listed, quoted
from statements.signatories.bearings import Bearing, Kind, Level
from statements.signatories.matching import Candidate, Match


def reason_for(candidate: Candidate, match: Match, date: PartialDate | None = None) -> str:
    """Say in a few words why a line may mean the candidate, and what speaks against it."""
    return listed(parts_of_reason(candidate, match, date))


def parts_of_reason(candidate: Candidate, match: Match, date: PartialDate | None) -> Iterator[str]:
    evidence, bearing = candidate.evidence, candidate.evidence.bearing
    yield name_in_words(bearing)
    sharing = sum(rival.rank[:2] == candidate.rank[:2] for rival in match.rivals)
    if candidate in match.rivals and sharing > 1:
        yield ngettext("shared by %(n)s party", "shared by %(n)s parties", sharing) % {"n": sharing}
    if evidence.level == Level.WORDS and bearing.kind is not Kind.UNQUALIFIED:
        yield _("the words in another order or form")
    if evidence.level == Level.INCOMPLETE:
        yield _("its country is left out")
    if evidence.slip:
        yield _("“%(printed)s” for “%(name)s”") % {
            "printed": evidence.slip[0],
            "name": evidence.slip[1],
        }
    if evidence.look_alike:
        yield _("spelled with look-alike letters")
    if candidate.country_agrees:
        yield _("the country in the list says so")
    if not candidate.held:
        yield what_was_not(bearing, date)
    if candidate.unexplained:
        rest = listed(map(quoted, candidate.unexplained))
        yield _("%(rest)s is not explained") % {"rest": rest}


def name_in_words(bearing: Bearing) -> str:
    """Say what kind of name of the party it is: "former name until 1996"."""
    match bearing.kind:
        case Kind.ABBREVIATION:
            return _("abbreviation")
        case Kind.VARIANT:
            return _("other abbreviation or spelling")
        case Kind.SLUG:
            return _("address name")
        case Kind.UNQUALIFIED:
            return _("short for “%(name)s”") % {"name": full_name(bearing)}
        case Kind.FORMER if bearing.until:
            return _("former name until %(date)s") % {"date": bearing.until.in_words}
        case Kind.FORMER:
            return _("former name")
        case Kind.NATIVE if bearing.language:
            return _("name in %(language)s") % {"language": language_name(bearing.language)}
        case Kind.NATIVE:
            return _("name in its own language")
    return _("name")


def full_name(bearing: Bearing) -> str:
    return bearing.name.text if bearing.name else bearing.party.name


def what_was_not(bearing: Bearing, date: PartialDate | None) -> str:
    """Say why party or name was not yet, or no more, at the date of the statement."""
    founded = bearing.party.founded
    if date and founded and founded.first_day > date.last_day:
        return _("founded only in %(date)s") % {"date": founded.in_words}
    return _("the statement is of another time")
