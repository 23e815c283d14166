"""The history of a statement at the desk: its versions, what changed, and the way back."""

from dataclasses import dataclass
from functools import wraps
from itertools import pairwise

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from imcwp_site.languages import language_name
from imcwp_site.numbers import number_in
from imcwp_site.phrases import listed
from imcwp_site.text import validate_sound
from statements import restoring, versions
from statements.access import may_preview
from statements.describing import describe, followed_in_words, summaries_of
from statements.models import Statement, Version
from statements.recalling import recall
from statements.related import named_by
from statements.views import who_speaks

VERSIONS_IN_LIST = 25
NOW = "now"


class BringBackForm(forms.Form):
    """Why a version comes back; `seen` is what the statement said when the editor was asked."""

    note = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        validators=[validate_sound],
        widget=AdminTextInputWidget,
        help_text=gettext_lazy(
            "Kept with the new version; once the statement is public, readers see it too, unless "
            "the change is minor."
        ),
    )
    is_minor = forms.BooleanField(label=gettext_lazy("Minor change"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


@dataclass(frozen=True)
class Moment:
    """A version, or what the statement says now, which has no number."""

    version: Version | None
    content: dict

    @property
    def key(self) -> str:
        return str(self.version.n) if self.version else NOW

    def __str__(self):
        return _("version %(n)d") % {"n": self.version.n} if self.version else _("now")


def of_own_statement(view):
    """Hand the statement of the address to a view of those who read its drafts."""

    @wraps(view)
    def wrapped(self, request, object_id, *args, **kwargs):
        statement = self.get_object(request, unquote(object_id))
        if statement is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not may_preview(request.user, statement):
            raise PermissionDenied
        return view(self, request, statement, *args, **kwargs)

    return wrapped


class HistoryMixin:
    """Adds the history to the section of statements, in place of Django's own."""

    def get_urls(self):
        def view(function):
            return self.admin_site.admin_view(function)

        return [
            path(
                "<path:object_id>/history/compare/",
                view(self.compare_view),
                name="statements_statement_compare",
            ),
            path(
                "<path:object_id>/history/<int:n>/",
                view(self.version_view),
                name="statements_statement_version",
            ),
            path(
                "<path:object_id>/history/<int:n>/bring-back/",
                view(require_http_methods(["GET", "HEAD", "POST"])(self.bring_back_view)),
                name="statements_statement_bring_back",
            ),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, obj=None, **kwargs):
        context["shows_history"] = obj is not None and may_preview(request.user, obj)
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def page(self, request, template, original, /, **context):
        """Show a page of the history of a statement."""
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": original,
            "history_url": reverse("admin:statements_statement_history", args=[original.pk]),
            "subtitle": None,
        } | context
        return TemplateResponse(request, f"admin/statements/statement/{template}.html", context)

    @of_own_statement
    def history_view(self, request, statement, extra_context=None):
        """List the versions, the last first, each with what changed since the one before."""
        kept = statement.versions.select_related("by").order_by("-n")
        page = Paginator(kept, VERSIONS_IN_LIST).get_page(request.GET.get("page"))
        # One more than the page shows: what the last of them changed.
        start = page.start_index() - 1 if page.paginator.count else 0
        shown = list(kept[start : start + VERSIONS_IN_LIST + 1])
        contents = [one.content for one in shown[::-1]]
        followed = [followed_in_words(*pair) for pair in pairwise(contents)]
        changes = [
            listed(filter(None, both))
            for both in zip(summaries_of(contents), followed, strict=True)
        ]
        return self.page(
            request,
            "history",
            statement,
            title=_("History of “%(title)s”") % {"title": statement},
            page_obj=page,
            listed=list(zip(shown, [*changes[::-1], _("Entered")], strict=False))[
                :VERSIONS_IN_LIST
            ],
            chosen=[str(version.n) for version in shown[:2]][::-1],
            **(extra_context or {}),
        )

    @of_own_statement
    def compare_view(self, request, statement):
        """Show what changed between two versions, or a version and now."""
        before = moment(statement, request.GET.get("from"))
        after = moment(statement, request.GET.get("to") or NOW)
        if before.version and after.version and before.version.n > after.version.n:
            before, after = after, before
        return self.page(
            request,
            "compare",
            statement,
            title=_("What changed in “%(title)s”") % {"title": statement},
            before=before,
            after=after,
            difference=describe(before.content, after.content),
            followed=followed_in_words(before.content, after.content),
        )

    @of_own_statement
    def version_view(self, request, statement, n):
        """Show a statement as a version has it."""
        version = moment(statement, str(n)).version
        recalled, gone = recall(statement, version.content)
        return self.page(
            request,
            "version",
            statement,
            title=_("Version %(n)d of “%(title)s”") % {"n": n, "title": statement},
            version=version,
            may_bring_back=self.has_change_permission(request, statement),
            statement=recalled,
            gone=gone,
            texts=recalled.texts.all(),
            attachments=recalled.attachments.all(),
            related={"named": named_by(recalled)},
            **who_speaks(recalled),
        )

    @of_own_statement
    def bring_back_view(self, request, statement, n):
        """Ask before a version, or one text of it, comes back; then make it the newest version."""
        if not self.has_change_permission(request, statement):
            raise PermissionDenied
        version = moment(statement, str(n)).version
        language = request.GET.get("text", "")
        if language and language not in {text["language"] for text in version.content["texts"]}:
            raise Http404(_("This version has no text in that language."))
        with transaction.atomic():
            # Who saves meanwhile waits, and whoever asked before is asked again.
            Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
            now = moment(statement, NOW).content
            target = restoring.brought_back(now, version.content, language)
            seen = versions.content_hash(now)
            form = BringBackForm(
                request.POST or None, initial={"seen": seen, "note": note_for(version, language)}
            )
            if request.method == "POST" and form.is_valid():
                if form.cleaned_data["seen"] == seen:
                    return self.bring_back(request, statement, target, form.cleaned_data)
                form.add_error(None, _("It was changed meanwhile. Look at the difference again."))
                form.data = {**form.data.dict(), "seen": seen}
        return self.page(
            request,
            "bring_back",
            statement,
            title=_("Bring back version %(n)d of “%(title)s”?") % {"n": n, "title": statement},
            version=version,
            language=language,
            form=form,
            difference=describe(now, target),
            faults=restoring.plan(statement, target).faults,
        )

    def bring_back(self, request, statement, content, said):
        """Write a content as the newest version and say what of it could not be restored."""
        faults = restoring.write_content(statement, content)
        kept = versions.record(
            statement, by=request.user, note=said["note"], is_minor=said["is_minor"]
        )
        self.read_files_later(request, statement.attachments.filter(pages=None))
        for fault in faults:
            self.message_user(request, fault, messages.WARNING)
        if kept:
            sentence = _("It is brought back as version %(n)d.") % {"n": kept.n}
            self.message_user(request, sentence, messages.SUCCESS)
        else:
            self.message_user(request, _("Nothing changed: it says this already."))
        return redirect("admin:statements_statement_history", statement.pk)


def moment(statement: Statement, key: str | None) -> Moment:
    """Give what a statement said in a version, or says now (raises Http404)."""
    if key == NOW:
        held = versions.with_content(Statement.objects.filter(pk=statement.pk)).get()
        return Moment(None, versions.content_of(held))
    number = number_in(key)
    if number and (version := statement.versions.select_related("by").filter(n=number).first()):
        return Moment(version, version.content)
    raise Http404(_("There is no such version of this statement."))


def note_for(version: Version, language: str) -> str:
    """Propose why something comes back."""
    if language:
        named = {"language": language_name(language), "n": version.n}
        return _("The %(language)s text of version %(n)d brought back") % named
    return _("Version %(n)d brought back") % {"n": version.n}
