"""What a list of statements holds, said in words."""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from imcwp_site.countries import country_name
from imcwp_site.counts import Count
from imcwp_site.directions import isolated
from imcwp_site.languages import language_name
from imcwp_site.phrases import capfirst, listed
from parties.models import Party
from statements.models import kinds


def joined(names: Iterable[str], *, together: bool = False) -> str:
    """Join names as in speech: "A, B or C"; "A, B and C" when they are meant `together`."""
    names = list(names)
    if len(names) < 2:
        return "".join(names)
    joint = _("%(first)s and %(last)s") if together else _("%(first)s or %(last)s")
    return joint % {"first": listed(names[:-1]), "last": names[-1]}


def in_words(
    chosen: Mapping[str, Any], count: int | None, name_of_party: Callable[[Party], str]
) -> str:
    """Say what a list with these filter values holds.

    `chosen` maps the names of filters to cleaned values, of facets to `wanted` and `unwanted`
    ones. With a `count` it begins ("43 statements by KKE about Cuba"), without it is a title.
    `name_of_party` tells parties of one abbreviation apart.
    """
    if count is None:
        parts = [capfirst(_("statements"))]
    else:
        words = ngettext("%(count)s statement", "%(count)s statements", count)
        parts = [words % {"count": Count(count)}]
    if query := chosen.get("q"):
        parts.append(query.in_words())
    together = chosen.get("match") == "all"
    by = _("signed by %s") if together else _("by %s")
    for name, wanted, unwanted, name_of in (
        ("party", by, _("not by %s"), name_of_party),
        ("country", _("by parties of %s"), _("by no party of %s"), country_name),
        ("topic", _("about %s"), _("not about %s"), str),
        ("meeting", _("at %s"), _("not at %s"), attrgetter("title")),
        ("kind", _("of the kind %s"), _("not of the kind %s"), kinds.name_of),
        ("language", _("in %s"), _("not in %s"), language_name),
    ):
        values = chosen.get(name)
        if values and values.wanted:
            names = [isolated(name_of(value)) for value in values.wanted]
            parts.append(wanted % joined(names, together=together and name == "party"))
        if values and values.unwanted:
            names = [isolated(name_of(value)) for value in values.unwanted]
            parts.append(unwanted % joined(names))
    sentence = parts[0]
    for part in parts[1:]:
        sentence = pgettext("statements, narrowed", "%(list)s %(part)s") % {
            "list": sentence,
            "part": part,
        }
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
