"""Public pages of statements, topics and dossiers; feeds and data of the same lists."""

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from imcwp_site.dates import PartialDate
from statements.filters import StatementFilter
from statements.models import Attachment, Dossier, DossierEntry, Signature, Statement, Topic
from statements.renderings import RENDERINGS

Role = Signature.Role


def address(path: str, query: str) -> str:
    """Put a query string, if there is one, behind a path."""
    return f"{path}?{query}" if query else path


class StatementListView(ListView):
    """The list of public statements as the query string asks for it."""

    template_name = "statements/list.html"
    paginate_by = 25

    def get_filter_data(self):
        """Give the values to filter by: those of the query string."""
        return self.request.GET

    def get_queryset(self):
        self.filter = StatementFilter(self.get_filter_data(), Statement.objects.published())
        return self.filter.qs.for_list()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        public = Statement.objects.published()
        self.filter.form.offer_values_in_use(public)
        query = self.filter.canonical_query
        return context | {
            "filter": self.filter,
            "sentence": self.filter.sentence(context["paginator"].count),
            "title": self.filter.sentence(None),
            "chosen": [
                {"choice": choice, "remove_url": address(self.list_url, choice.query_without)}
                for choice in self.filter.chosen
            ],
            "unknown_parameters": self.filter.unknown_parameters,
            "query": query,
            "feed_url": address(reverse("statements:rendering", args=["rss"]), query),
            "list_url": self.list_url,
            "archive_years": sorted(
                (
                    (PartialDate.parse(year), number)
                    for year, number in public.count_by_date(4).items()
                ),
                reverse=True,
            ),
        }

    @property
    def list_url(self) -> str:
        """The address of the list without its query."""
        return reverse("statements:list")

    def render_to_response(self, context, **kwargs):
        status = 400 if self.filter.form.errors else 200
        return super().render_to_response(context, status=status, **kwargs)


class StatementArchiveView(StatementListView):
    """The same list for a year, a month or a day: all whose date of issue touches it."""

    def get(self, request, *args, **kwargs):
        """Lead to the list where the query asks for dates of its own."""
        if {"date_after", "date_before"} & set(request.GET):
            return redirect(address(self.list_url, request.GET.urlencode()))
        return super().get(request, *args, **kwargs)

    def get_filter_data(self):
        data = self.request.GET.copy()
        data["date_after"] = data["date_before"] = str(self.kwargs["date"])
        return data

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        # The date is in the address: it cannot be removed like a filter.
        context["chosen"] = [
            chosen for chosen in context["chosen"] if not chosen["choice"].field.startswith("date_")
        ]
        return context | {"archive": self.get_archive()}

    def get_archive(self) -> dict:
        """Give the date, its parts that have statements with counts, and its neighbours."""
        date = self.kwargs["date"]
        within = Statement.objects.published().issued_between(date, date)
        length = len(str(date))
        finer = within.count_by_date(length + 3) if length < 10 else {}
        coarser = sum(number for text, number in finer.items() if len(text) <= length)
        return {
            "date": date,
            "parts": [
                (PartialDate.parse(text), number + coarser)
                for text, number in sorted(finer.items())
                if len(text) > length
            ],
            "previous": self.get_neighbour("-issued", issued__lt=str(date)[:length]),
            "next": self.get_neighbour("issued", issued__gt=f"{date}~"),
        }

    def get_neighbour(self, order: str, **condition) -> PartialDate | None:
        """Give the nearest date of the same precision that has a statement, if any."""
        length = len(str(self.kwargs["date"]))
        dates = Statement.objects.published().filter(**condition).exclude(issued="")
        for date in dates.order_by(order).values_list("issued", flat=True)[:50]:
            if len(str(date)) >= length:
                return PartialDate.parse(str(date)[:length])
        return None


def rendering(request, suffix):
    """Give the list in another form: /statements.rss is the feed of what the page shows."""
    if suffix not in RENDERINGS:
        raise Http404(_("There is no list of statements in the form “%s”.") % suffix)
    statements = StatementFilter(request.GET, Statement.objects.published())
    faults = [
        f"{statements.form.fields[name].label}: {fault}"
        for name, messages in statements.form.errors.items()
        for fault in messages
    ] + [_("“%s” is not a filter of this list.") % name for name in statements.unknown_parameters]
    if faults:
        return HttpResponse("\n".join(faults), status=400, content_type="text/plain; charset=utf-8")
    return RENDERINGS[suffix](request, statements)


class StatementView(DetailView):
    """A statement: its facts, the text in one language if there is one, and what is around it."""

    queryset = Statement.objects.select_related("meeting", "signature_list").prefetch_related(
        Prefetch("signatures", Signature.objects.select_related("party")),
        "texts",
        "topic_links__topic",
        "attachments",
    )
    pk_url_kwarg = "number"
    template_name = "statements/statement.html"

    def get(self, request, *args, **kwargs):
        statement = self.object = self.get_object()
        if statement.is_withdrawn:
            context = self.get_context_data()
            return self.response_class(
                request, ["statements/withdrawn.html"], context, status=410, using=None
            )
        if self.kwargs.get("slug") != statement.slug:
            return redirect(self.get_right_address(), permanent=True)
        response = self.render_to_response(self.get_context_data())
        if not statement.is_public:
            add_never_cache_headers(response)
        return response

    def get_object(self, queryset=None):
        """Give a statement that the visitor may see; editors preview what is not yet public."""
        statement = super().get_object(queryset)
        if statement.is_public or statement.is_withdrawn:
            return statement
        # Only here does a public page look at the session, so that visitors get no cookie.
        if self.request.user.has_perm("statements.view_statement"):
            return statement
        raise Http404(_("There is no statement %s.") % statement.number)

    def get_right_address(self) -> str:
        """Give the address with today's slug, in the language asked for."""
        args = [self.object.number, self.object.slug]
        if language := self.kwargs.get("language"):
            return reverse("statements:text", args=[*args, language])
        return reverse("statements:statement", args=args)

    def get_text(self, texts: list):
        """Give the text to show: the one asked for, else the one that suits the reader best."""
        if language := self.kwargs.get("language"):
            for text in texts:
                if text.language == language:
                    return text
            raise Http404(_("This statement has no text in that language."))
        return self.object.text_to_show(get_language(), "en")

    def get_context_data(self, **kwargs):
        statement = self.object
        signatures = list(statement.signatures.all())
        texts = list(statement.texts.all())
        text = self.get_text(texts)
        heading = text if text and text.title else None
        return super().get_context_data(**kwargs) | {
            "authors": statement.speakers,
            "signatories": [s for s in signatures if s.role == Role.SIGNATORY],
            "later_signatories": [s for s in signatures if s.role == Role.LATER_SIGNATORY],
            "signature_list": getattr(statement, "signature_list", None),
            "texts": texts,
            "text": text,
            "heading": {
                "text": heading.title if heading else statement.title,
                "lang": heading.language if heading else "en",
                "dir": heading.dir if heading else "ltr",
            },
            "attachments": statement.attachments.all(),
            "dossiers": Dossier.objects.published().filter(entries__statement=statement),
            "others": self.get_others(),
            "is_preview": not statement.is_public,
        }

    def get_others(self):
        """Give a few other public statements: of the same meeting, or by the same authors."""
        others = Statement.objects.published().exclude(pk=self.object.pk).newest_first()
        if self.object.meeting_id:
            return others.of_meetings([self.object.meeting]).for_list()[:5]
        authors = [signature.party for signature in self.object.speakers if signature.party]
        return others.by_any_party(authors).for_list()[:5] if authors else others.none()


def attachment(request, number, pk, name):
    """Give a file of a public statement to keep, never to run: whatever is in it stays there."""
    file = get_object_or_404(
        Attachment, pk=pk, statement=number, statement__in=Statement.objects.published()
    )
    if name != file.name:
        return redirect(file, permanent=True)
    response = FileResponse(file.file.open(), as_attachment=True, filename=file.name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def short_address(request, number):
    """Lead from /s/<number> to the statement, for ever."""
    statement = get_object_or_404(Statement.objects.with_page(), pk=number)
    return redirect(statement, permanent=True)


class TopicListView(ListView):
    """The vocabulary in two levels, each topic with the number of its public statements."""

    template_name = "topics/list.html"
    context_object_name = "topics"

    def get_queryset(self):
        counted = Topic.objects.with_statement_count().order_by("name")
        return counted.top_level().prefetch_related(Prefetch("children", counted))


class TopicView(DetailView):
    """A topic: what belongs there, the topics under it, the newest statements."""

    queryset = Topic.objects.select_related("parent")
    template_name = "topics/topic.html"

    def get_context_data(self, **kwargs):
        statements = Statement.objects.published().for_topics([self.object]).newest_first()
        query = f"topic={self.object.slug}"
        return super().get_context_data(**kwargs) | {
            "children": self.object.children.with_statement_count().order_by("name"),
            "statement_count": statements.count(),
            "statements": statements.for_list()[:25],
            "feed_url": address(reverse("statements:rendering", args=["rss"]), query),
            "list_url": address(reverse("statements:list"), query),
        }


class DossierListView(ListView):
    """The public dossiers."""

    template_name = "dossiers/list.html"
    context_object_name = "dossiers"

    def get_queryset(self):
        entries = DossierEntry.objects.filter(
            Exists(Statement.objects.published().filter(pk=OuterRef("statement")))
        )
        return Dossier.objects.published().annotate(
            statement_count=Count("entries", filter=Q(entries__in=entries))
        )


class DossierView(DetailView):
    """A dossier: its introduction and its public statements in their order."""

    template_name = "dossiers/dossier.html"

    def get_queryset(self):
        return Dossier.objects.published()

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
