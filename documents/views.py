"""Pages of the site's own documents: what they say now, in two languages, and said before."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents.models import FRONT, ORIGINAL, Document, DocumentVersion
from documents.translations import is_behind
from imcwp_site.differences import compare_html, compare_words, folded
from imcwp_site.interface import in_all_languages
from imcwp_site.languages import language_name
from imcwp_site.published_pages import PublishedPageView
from imcwp_site.reading import read
from imcwp_site.side_by_side import side_by_side
from imcwp_site.two_languages import LanguagesForm

LASTING = (FRONT, "accessibility", "data")  # every page of the site leads to these
CHANGES_ON_A_PAGE = 20


class DocumentPageView(PublishedPageView):
    """A page of a document, with the text in the language of the interface, else in English."""

    queryset = Document.objects.prefetch_related("texts")
    withdrawn_template_name = "documents/withdrawn.html"

    def get_context_data(self, **kwargs):
        text = self.object.text_in(get_language() or ORIGINAL, ORIGINAL)
        if text is None:
            raise Http404(_("This document has no text yet."))
        listed = Document.objects.published().with_titles()
        return super().get_context_data(**kwargs) | {"text": text, "documents": named(listed)}


def named(documents) -> list[tuple]:
    """Give documents, each with the text whose title names it in the language of the interface."""
    pairs = [(one, one.text_in(get_language() or ORIGINAL, ORIGINAL)) for one in documents]
    return [(document, text) for document, text in pairs if text]


class DocumentView(DocumentPageView):
    """A document as it is now."""

    template_name = "documents/document.html"

    def get(self, request, *args, **kwargs):
        """Say it where a document to which every page leads is not public yet."""
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            if self.kwargs["slug"] not in LASTING:
                raise
        listed = named(Document.objects.published().with_titles())
        return render(request, "documents/none.html", {"documents": listed})

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        document, text = self.object, context["text"]
        written = {one.language for one in document.texts.all()}
        last = document.versions.filter(language=text.language).order_by("-n")
        return context | {
            "is_behind": is_behind(text, document.original),
            "reading": read(text.body),
            "written_in": [page for page in in_all_languages(self.request) if page.code in written],
            "changed_at": last.values_list("at", flat=True).first(),
        }


class FrontView(DocumentView):
    """The first document, at the address of all."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, slug=FRONT, **kwargs)


class SideBySideView(DocumentPageView):
    """Two texts of a document, each paragraph beside its translation."""

    template_name = "documents/side_by_side.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        texts = list(self.object.texts.all())
        if self.object.is_withdrawn:
            return context
        if len(texts) < 2:
            raise Http404(_("This document has no two texts to compare."))
        left = context["text"]
        others = [text for text in texts if text != left]
        right = next((text for text in others if text.language == ORIGINAL), others[0])
        default = {"left": left.language, "right": right.language}
        form = LanguagesForm(default | self.request.GET.dict(), texts=texts)
        rows = side_by_side(*(text.body for text in form.pair)) if form.pair else []
        return context | {"form": form, "pair": form.pair, "rows": rows}

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        if "form" in context and context["form"].errors:
            response.status_code = 400
        return response


class HistoryPageView(DocumentPageView):
    """A page about what a document said."""

    def get_versions(self):
        """Give the versions that the visitor may read."""
        versions = DocumentVersion.objects.filter(document=self.object).select_related("document")
        return versions.public() if self.object.was_public else versions


class HistoryView(HistoryPageView):
    """Every version of every text, the last first, each with the one before it."""

    template_name = "documents/versions.html"

    def get_context_data(self, **kwargs):
        versions = self.get_versions().defer("body").order_by("-at", "-id")
        known = {(one.language, one.n) for one in versions}
        page = Paginator(versions, CHANGES_ON_A_PAGE).get_page(self.request.GET.get("page"))
        changes = [(one, (one.language, one.n - 1) in known) for one in page]
        return super().get_context_data(**kwargs) | {"changes": changes, "page_obj": page}


class VersionView(HistoryPageView):
    """A text as it stood; with `?against=`, what changed since another version of it."""

    def get_template_names(self):
        if self.object.is_withdrawn:
            return super().get_template_names()
        compares = "against" in self.request.GET
        return ["documents/changes.html" if compares else "documents/version.html"]

    def get_context_data(self, **kwargs):
        versions = {
            str(one.n): one
            for one in self.get_versions().filter(language=self.kwargs["language"]).order_by("n")
        }
        version = found(versions, str(self.kwargs["n"]))
        context = super().get_context_data(**kwargs) | {"version": version}
        if "against" not in self.request.GET:
            newest = list(versions.values())[-1]
            return context | {"newest": newest}
        other = found(versions, self.request.GET["against"])
        before, after = sorted([other, version], key=lambda one: one.n)
        return context | {
            "before": before,
            "after": after,
            "entry": difference(before, after),
        }


def found(versions: dict[str, DocumentVersion], n: str) -> DocumentVersion:
    if n not in versions:
        raise Http404(_("There is no such public version of this document."))
    return versions[n]


def difference(before: DocumentVersion, after: DocumentVersion) -> dict:
    """Say what differs between two versions of a text, as a template shows it."""
    title = compare_words(before.title, after.title) if before.title != after.title else ()
    return {
        "change": "changed",
        "title": language_name(after.language),
        "language": after.language,
        "dir": after.dir,
        "rows": [{"name": "title", "label": _("title"), "words": title}] if title else [],
        "paragraphs": folded(compare_html(before.body, after.body)),
    }
