"""Pages on who signs with whom: the matrix, the partners of a party, two parties together."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imcwp_site.addresses import list_addresses, moved
from imcwp_site.counts import Count
from imcwp_site.directions import isolated
from imcwp_site.slugs import records_by_slug
from parties.models import Party
from statements.cosigning import MOST_SHOWN, Cosigning, signed_by_both
from statements.facets import parts_of
from statements.filters import StatementFilter
from statements.histogram import Histogram

NEWEST = 10


def matrix(request):
    """Show the parties that sign most with each other, and name the others."""
    cosigning = Cosigning()
    shown = cosigning.signers[:MOST_SHOWN]
    context = {
        "rows": cosigning.rows([signer.party for signer in shown]),
        "total": len(cosigning.signers),
        "others": cosigning.signers[MOST_SHOWN:],
    }
    return render(request, "cosigning/matrix.html", context)


def table(request):
    """Give all pairs as CSV."""
    if request.GET:
        fault = _("This table has no filters: it holds all pairs.")
        return HttpResponse(fault, status=400, content_type="text/plain; charset=utf-8")
    answer = StreamingHttpResponse(Cosigning().lines(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="cosigning.csv"'
    return answer


def partners(request, slug):
    """Show with whom a party signs."""
    (party,) = parties_called(slug)
    if party.slug != slug:
        return moved(reverse("cosigning:partners", args=[party.slug]))
    context = {"party": party, "partners": Cosigning().partners(party)}
    return render(request, "cosigning/partners.html", context)


def pair(request, slug, other):
    """Show what two parties signed together: by years, and the newest of it."""
    parties = sorted(parties_called(slug, other), key=lambda party: party.slug)
    slugs = [party.slug for party in parties]
    if slugs != [slug, other]:
        return moved(reverse("cosigning:pair", args=slugs))
    statements = signed_by_both(*parties)
    context = {
        "parties": parties,
        "title": in_words(parties, statements),
        "statement_count": statements.count,
        "statements": statements.listed()[:NEWEST],
        "histogram": Histogram(statements),
        **list_addresses(statements.canonical_query),
    }
    return render(request, "cosigning/pair.html", context)


def parties_called(*slugs: str) -> list[Party]:
    """Give different parties by their address names, present or former (else Http404)."""
    found = records_by_slug(Party, slugs)
    parties = [found[slug] for slug in slugs if slug in found]
    if len({party.pk for party in parties}) < len(slugs):
        raise Http404(_("There are no such parties."))
    return parties


def in_words(parties: list[Party], statements: StatementFilter) -> str:
    """Say how many statements two parties signed together, and since when."""
    first, second = map(statements.name_of_party, parties)
    count = Count(statements.count)
    names = {"first": isolated(first), "second": isolated(second), "count": count}
    years = [part.date.year for part in parts_of(statements, None) if part.number]
    if not years:
        return (
            ngettext(
                "%(first)s and %(second)s: %(count)s joint statement",
                "%(first)s and %(second)s: %(count)s joint statements",
                count,
            )
            % names
        )
    return ngettext(
        "%(first)s and %(second)s: %(count)s joint statement, in %(year)s",
        "%(first)s and %(second)s: %(count)s joint statements, first in %(year)s",
        count,
    ) % (names | {"year": years[0]})
