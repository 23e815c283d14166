"""What a public statement said before, and what changed in it: for those who cite it."""

from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from imcwp_site.addresses import moved, with_query
from statements.describing import describe, summaries_of
from statements.history import PublicVersion, as_published, public_versions
from statements.models import Statement
from statements.recalling import recall
from statements.related import named_by
from statements.speaking import who_speaks
from statements.views import StatementView

CHANGES_ON_A_PAGE = 20


class HistoryPageView(DetailView):
    """A page about the versions of a public statement, under its address of today."""

    page = ""

    def get(self, request, *args, **kwargs):
        """Lead to the present address; of a withdrawn statement there is only the reason."""
        statement = self.object = self.get_statement()
        if statement.is_withdrawn:
            return StatementView.as_view()(request, number=statement.pk, slug=statement.slug)
        self.versions = public_versions(statement)
        if self.kwargs["slug"] != statement.slug:
            arguments = self.kwargs | {"slug": statement.slug}
            path = reverse(f"statements:{self.page}", kwargs=arguments)
            return moved(with_query(path, request.META["QUERY_STRING"]))
        return self.render_to_response(self.get_context_data())

    def get_statement(self) -> Statement:
        statement = Statement.objects.with_page().filter(pk=self.kwargs["number"]).first()
        if statement is None:
            raise Http404(_("This page is not public."))
        return statement

    def get_version(self, n: str | int) -> PublicVersion:
        """Give a version that was public (else Http404)."""
        for version in self.versions:
            if str(version.n) == str(n):
                return version
        raise Http404(_("There is no such public version of this statement."))

    def get_contents(self, versions: list[PublicVersion]) -> dict[int, dict]:
        numbers = [version.n for version in versions]
        kept = self.object.versions.filter(n__in=numbers).order_by()
        return as_published(dict(kept.values_list("n", "content")))


class HistoryView(HistoryPageView):
    """The publication of a statement and every major change since, the last first."""

    template_name = "statements/versions.html"
    page = "versions"

    def get_context_data(self, **kwargs):
        page = Paginator(self.versions[::-1], CHANGES_ON_A_PAGE).get_page(
            self.request.GET.get("page")
        )
        shown = self.versions[::-1][max(page.start_index() - 1, 0) : page.end_index() + 1]
        contents = self.get_contents(shown)
        summaries = summaries_of(contents[version.n] for version in shown[::-1])[::-1]
        changes = list(zip(shown, [*shown[1:], None], [*summaries, ""], strict=False))
        if page.end_index() < len(self.versions):
            changes.pop()  # the first of the next page
        return super().get_context_data(**kwargs) | {
            "changes": changes,
            "page_obj": page,
            "ends": (self.versions[0], self.versions[-1]) if len(self.versions) > 2 else None,
        }


class VersionView(HistoryPageView):
    """A statement as it stood; with `?against=`, what changed since another version."""

    template_name = "statements/version.html"
    page = "version"

    def get_template_names(self):
        return (
            ["statements/changes.html"]
            if "against" in self.request.GET
            else super().get_template_names()
        )

    def get_context_data(self, **kwargs):
        version = self.get_version(self.kwargs["n"])
        context = super().get_context_data(**kwargs) | {
            "version": version,
            "newest": self.versions[-1],
        }
        if "against" in self.request.GET:
            return context | self.get_comparison(version)
        return context | self.get_statement_of(version)

    def get_comparison(self, version: PublicVersion) -> dict:
        other = self.get_version(self.request.GET["against"])
        before, after = sorted([other, version], key=lambda one: one.n)
        contents = self.get_contents([before, after])
        return {
            "before": before,
            "after": after,
            "difference": describe(contents[before.n], contents[after.n]),
        }

    def get_statement_of(self, version: PublicVersion) -> dict:
        recalled, gone = recall(self.object, self.get_contents([version])[version.n])
        texts = list(recalled.texts.all())
        text = recalled.text_to_show(get_language(), "en")
        if language := self.request.GET.get("language"):
            text = next((one for one in texts if one.language == language), None)
            if text is None:
                raise Http404(_("This version has no text in that language."))
        return {
            "statement": recalled,
            "present": self.object,
            "gone": gone,
            "texts": texts,
            "text": text,
            "files": recalled.attachments.all(),
            "related": {"named": named_by(recalled)},
            **who_speaks(recalled),
        }
