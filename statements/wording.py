"""What a list of statements holds, said in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imcwp_site.countries import country_name
from imcwp_site.languages import language_name
from statements.models import Statement


def joined(names: Iterable[str], *, together: bool = False) -> str:
    """Join names as in speech: "A, B or C"; "A, B and C" when they are meant `together`."""
    names = list(names)
    if len(names) < 2:
        return "".join(names)
    joint = _("%(first)s and %(last)s") if together else _("%(first)s or %(last)s")
    return joint % {"first": ", ".join(names[:-1]), "last": names[-1]}


def in_words(chosen: Mapping[str, Any], count: int | None) -> str:
    """Say what a list with these filter values holds.

    `chosen` maps the names of filters to cleaned values. With a `count` the sentence begins with
    it ("43 statements by KKE about Cuba"), without it is a title ("Statements by KKE about Cuba").
    """
    parts = [
        capfirst(_("statements"))
        if count is None
        else ngettext("%(count)s statement", "%(count)s statements", count) % {"count": count}
    ]
    if parties := chosen.get("party"):
        together = chosen.get("match") == "all"
        names = joined((party.short_name for party in parties), together=together)
        parts.append((_("signed by %s") if together else _("by %s")) % names)
    if countries := chosen.get("country"):
        parts.append(_("by parties of %s") % joined(map(country_name, countries)))
    if topics := chosen.get("topic"):
        parts.append(_("about %s") % joined(topic.name for topic in topics))
    if meetings := chosen.get("meeting"):
        parts.append(_("at %s") % joined(meeting.title for meeting in meetings))
    if kinds := chosen.get("kind"):
        parts.append(
            _("of the kind %s") % joined(str(Statement.Kind(kind).label) for kind in kinds)
        )
    if languages := chosen.get("language"):
        parts.append(_("in %s") % joined(map(language_name, languages)))
    sentence = " ".join(parts)
    after, before = chosen.get("date_after"), chosen.get("date_before")
    if after and before:
        if after == before:
            return _("%(list)s, %(date)s") % {"list": sentence, "date": after.in_words}
        return _("%(list)s, from %(after)s to %(before)s") % {
            "list": sentence,
            "after": after.in_words,
            "before": before.in_words,
        }
    if after:
        return _("%(list)s, since %(date)s") % {"list": sentence, "date": after.in_words}
    if before:
        return _("%(list)s, until %(date)s") % {"list": sentence, "date": before.in_words}
    return sentence
