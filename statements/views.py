"""Public pages of statements and dossiers; feeds and data of the same lists."""

from django.db.models import Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import ListView

from imcwp_site import languages
from imcwp_site.addresses import (
    FormerAddressMixin,
    list_addresses,
    moved,
    site_address,
    with_query,
)
from imcwp_site.directions import isolated
from imcwp_site.filing import filing_key
from imcwp_site.interface import InInterface, in_all_languages
from imcwp_site.published_pages import PublishedPageView
from imcwp_site.reading import read
from statements.access import may_preview
from statements.around import Around
from statements.citing import Citing
from statements.dating import Dating
from statements.facets import facets_of
from statements.filter_forms import fault_of, without_blanks
from statements.filters import DATE, StatementFilter
from statements.formats import FORMATS
from statements.histogram import Histogram
from statements.history import public_versions
from statements.index.public import Public
from statements.loosening import ways_to_loosen
from statements.mentions import mentioned
from statements.metadata import Metadata
from statements.models import (
    Attachment,
    Dossier,
    Signature,
    Statement,
    StatementTopic,
    Text,
)
from statements.related import Related
from statements.renderings import RENDERINGS
from statements.search.answering import answer
from statements.search.examples import examples
from statements.speaking import who_speaks
from statements.steps import step_in
from statements.translations import is_behind


class StatementListView(ListView):
    """The list of public statements as the query string asks for it."""

    template_name = "statements/list.html"
    paginate_by = 25

    def get_filter_data(self):
        """Give the values to filter by: those of the query string."""
        return self.request.GET

    def get(self, request, *args, **kwargs):
        """Refuse too long a query; lead on by a step, from blanks, from former names of records.

        A browser sends the boxes of the form that were left empty.
        """
        if (step := step_in(request.GET)) is not None:
            return redirect(with_query(request.path, step))
        if fault := fault_of(request.GET):
            return render(request, "400.html", {"reason": fault}, status=400)
        if (shorter := without_blanks(request.GET)) != request.GET:
            return redirect(with_query(request.path, shorter.urlencode()))
        self.filter = StatementFilter(self.get_filter_data())
        if names := self.filter.names_today:
            query = request.GET.copy()
            for name, slugs in names.items():
                query.setlist(name, slugs)
            return moved(with_query(request.path, query.urlencode()))
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        # A row of a search shows a passage of its texts.
        texts = Text.objects.all() if self.filter.matches else None
        return self.filter.listed(texts=texts, known=self.filter.public)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        query, count = self.filter.canonical_query, context["paginator"].count
        is_empty = not count and not self.filter.form.errors
        dating = Dating(self.filter)
        return context | {
            "filter": self.filter,
            "count": count,
            "sentence": self.filter.sentence(count),
            "title": self.filter.sentence(None),
            "chosen": self.filter.chosen,
            "remove_all": self.filter.query_without_choices,
            "all_count": len(self.filter.public.numbers),
            "looser": ways_to_loosen(self.filter) if is_empty else None,
            "examples": examples(self.filter.public) if is_empty and self.filter.matches else None,
            "query": query,
            "dated": dating.parts,
            "groups": dating.apart(list(context["page_obj"])),
            "notices": self.filter.notices,
            "feed_url": list_addresses(query)["feed_url"],
            "list_url": reverse("statements:list"),
            "facets": {facet.name: facet for facet in facets_of(self.filter)},
            "histogram": Histogram(self.filter),
            **answer(self.filter, context["page_obj"].object_list),
        }

    def render_to_response(self, context, **kwargs):
        status = 400 if self.filter.form.errors else 200
        return super().render_to_response(context, status=status, **kwargs)


class StatementArchiveView(StatementListView):
    """The same list for a year, a month or a day: all whose date of issue touches it."""

    def get(self, request, *args, **kwargs):
        """Lead to the list where the query asks for dates of its own.

        A year of which there is nothing may be the number of a statement, cut from its address.
        """
        if {"date_after", "date_before"} & set(request.GET):
            return redirect(with_query(reverse("statements:list"), request.GET.urlencode()))
        response, date = super().get(request, *args, **kwargs), self.kwargs["date"]
        if request.GET or date.precision != "year" or self.filter.count:
            return response
        called = Statement.objects.with_page().filter(pk=date.year).first()
        return redirect(called) if called else response

    def get_filter_data(self):
        data = self.request.GET.copy()
        data["date_after"] = data["date_before"] = str(self.kwargs["date"])
        return data

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"archive": self.get_archive()}

    def get_archive(self) -> dict:
        """Give the date, its neighbours under all other filters, and the query of these."""
        date, public, within = self.kwargs["date"], self.filter.public, self.filter.within(but=DATE)
        return {
            "date": date,
            "previous": public.next_date(date, within, back=True),
            "next": public.next_date(date, within),
            "rest": with_query("", self.filter.query_without_dates),
        }


def rendering(request, suffix):
    """Give the list in another form: /statements.rss is the feed of what the page shows."""
    if suffix not in RENDERINGS:
        raise Http404(_("There is no list of statements in the form “%s”.") % isolated(suffix))
    if fault := fault_of(request.GET):
        return HttpResponse(fault, status=400, content_type="text/plain; charset=utf-8")
    statements = StatementFilter(request.GET)
    faults = [
        f"{statements.form.fields[name].label}: {fault}"
        for name, messages in statements.form.errors.items()
        for fault in messages
    ]
    faults += [
        _("“%s” is not a filter of this list.") % isolated(name)
        for name in statements.unknown_parameters
    ]
    faults += statements.misread
    if faults:
        return HttpResponse("\n".join(faults), status=400, content_type="text/plain; charset=utf-8")
    return RENDERINGS[suffix](request, statements)


def may_read(statement, request) -> bool:
    """Tell whether the visitor may read a statement: it has a public page, or is previewed."""
    return (
        statement.is_public or statement.is_withdrawn or may_read_before_public(statement, request)
    )


def may_read_before_public(statement, request) -> bool:
    """Tell whether the visitor is an editor of it, or has a secret link to this very statement."""
    link = getattr(request, "preview_link", None)
    if link is not None and link.is_open and link.statement == statement:
        return True
    return may_preview(request.user, statement)


class StatementPageView(PublishedPageView):
    """A page of a statement, under its address of today."""

    queryset = Statement.objects.select_related(
        "meeting", "signature_list", "periodical_issue__periodical"
    ).prefetch_related(
        Prefetch("signatures", Signature.objects.select_related("party")),
        "texts",
        Prefetch("topic_links", StatementTopic.objects.select_related("topic")),
        Prefetch("attachments", Attachment.objects.order_by("pk")),
    )
    pk_url_kwarg = "number"
    withdrawn_template_name = "statements/withdrawn.html"

    def may_preview(self, record):
        return may_read_before_public(record, self.request)

    def get_object(self, queryset=None):
        """Give the statement; read by a secret link, so are its texts and files."""
        statement = super().get_object(queryset)
        if link := getattr(self.request, "preview_link", None):
            for record in [*statement.texts.all(), *statement.attachments.all()]:
                record.preview_key = link.key
        return statement

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        if self.kwargs["slug"] != self.object.slug and not self.object.is_withdrawn:
            address = self.kwargs | {"slug": self.object.slug}
            path = reverse(request.resolver_match.view_name, kwargs=address)
            return moved(with_query(path, request.META["QUERY_STRING"]))
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        """Give the texts; of a withdrawn statement, who made it and what its reason names."""
        context = super().get_context_data(**kwargs) | {"texts": list(self.object.texts.all())}
        if self.object.is_withdrawn:
            numbers = mentioned(self.object.withdrawal_reason)
            replacing = Statement.objects.replacing(self.object.pk)
            instead = Q(pk__in=numbers) | Q(pk__in=replacing.values("pk"))
            context |= who_speaks(self.object) | {
                "instead": Statement.objects.published().for_list().filter(instead)
            }
        return context


class StatementView(StatementPageView):
    """A statement: its facts, the text in one language if there is one, and what is around it."""

    template_name = "statements/statement.html"

    def get_text(self, texts: list):
        """Give the text to show: the one asked for, else the one that suits the reader best."""
        if language := self.kwargs.get("language"):
            for text in texts:
                if text.language == language:
                    return text
            if language in languages.codes():
                return None
            raise Http404(_("“%s” is not a language.") % isolated(language))
        return self.object.text_on_page(get_language())

    def get_template_names(self):
        """Say plainly that there is no text in the language that was asked for."""
        if self.is_missing:
            return ["statements/untranslated.html"]
        return super().get_template_names()

    def get_context_data(self, **kwargs):
        statement, context = self.object, super().get_context_data(**kwargs)
        texts = context["texts"]
        text = None if statement.is_withdrawn else self.get_text(texts)
        self.is_missing = not text and bool(self.kwargs.get("language"))
        context["asked"] = self.kwargs.get("language")
        if statement.is_withdrawn or self.is_missing:
            return context
        readable = [one for one in texts if one.body]
        changes = public_versions(statement)[1:]
        related = Related(statement)
        around = Around(statement, Public(), besides=related.public)
        heading = text if text and text.title else None
        return context | {
            **who_speaks(statement),
            "text": text,
            "related": related,
            "issue": getattr(statement, "periodical_issue", None),
            "is_behind": text and is_behind(text, texts),
            "reading": read(text.body) if text else None,
            "readable": readable,
            "side_by_side": statement.is_public and len(readable) > 1,
            "heading": {
                "text": heading.title if heading else statement.title,
                "lang": heading.language if heading else "en",
                "dir": heading.dir if heading else "ltr",
            },
            **self.get_files(text),
            "dossiers": Dossier.objects.published().filter(entries__statement=statement),
            "around": around.groups(),
            "party_counts": {
                str(party.pk): around.count("party", party.pk) for party in around.speakers
            },
            "meeting_count": around.count("meeting", statement.meeting_id),
            "site": site_address(self.request),
            "addresses": self.get_addresses(text),
            "changes": changes,
            **({} if context["is_preview"] else self.get_for_others(text, changes, related)),
        }

    def get_addresses(self, text) -> list[InInterface]:
        """Give the page in all languages of the interface, each under its one address.

        A text that the statement's own page shows has that address; elsewhere it has its own.
        """
        pages = in_all_languages(self.request)
        if not self.kwargs.get("language"):
            return pages
        if text == self.object.text_on_page(get_language()):
            return [
                page._replace(path=page.path.removesuffix(f"{text.language}/")) for page in pages
            ]
        return [page for page in pages if text != self.object.text_on_page(page.code)]

    def get_for_others(self, text, changes: list, related: Related) -> dict:
        """Give how the page is cited and what it tells machines."""
        site = site_address(self.request)
        changed = timezone.localdate(changes[-1].since) if changes else None
        return {
            "formats": FORMATS,
            "citations": Citing(self.object, text, site, changed).citations(),
            "metadata": Metadata(self.object, text, site, related),
        }

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        if self.is_missing and not self.object.is_withdrawn:
            response.status_code = 404
        return response

    def get_files(self, text) -> dict[str, list]:
        """Give the files that belong to the text that is shown, and the others."""
        files: dict[str, list] = {"files_of_text": [], "other_files": []}
        for file in self.object.attachments.all():
            of_text = text and file.language == text.language
            files["files_of_text" if of_text else "other_files"].append(file)
        return files


def short_address(request, number):
    """Lead from /s/<number>, or an address cut after the number, to the statement, for ever."""
    return moved(get_object_or_404(Statement.objects.with_page(), pk=number))


class DossierListView(ListView):
    """The public dossiers."""

    template_name = "dossiers/list.html"
    context_object_name = "dossiers"

    def get_queryset(self):
        dossiers = Dossier.objects.published().with_statement_count()
        return sorted(dossiers, key=lambda dossier: filing_key(dossier.title))

    def get_context_data(self, **kwargs):
        """Where there is none, count what a visitor may have meant."""
        context = super().get_context_data(**kwargs)
        if not self.object_list:
            public = Public()
            of_kind = public.facts.numbers("kind", Statement.Kind.DOSSIER)
            context["of_the_kind"] = len(public.numbers & of_kind)
        return context


class DossierView(FormerAddressMixin, PublishedPageView):
    """A dossier: its introduction and its public statements in their order."""

    model = Dossier
    template_name = "dossiers/dossier.html"
    withdrawn_template_name = "dossiers/withdrawn.html"

    def get_context_data(self, **kwargs):
        entries = {entry.statement_id: entry for entry in self.object.entries.all()}
        statements = Statement.objects.published().filter(pk__in=entries).for_list()
        by_number = {statement.pk: statement for statement in statements}
        return super().get_context_data(**kwargs) | {
            "entries": [
                (entry, by_number[number])
                for number, entry in entries.items()
                if number in by_number
            ],
        }
