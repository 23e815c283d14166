"""Previews of a statement: of what is in its form now, and by a secret link for someone outside."""

import datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from imcwp_site.addresses import site_address
from imcwp_site.published_pages import kept_private
from imcwp_site.text import sound
from imcwp_site.unsaved import typed_in
from statements.models import Statement
from statements.views import StatementView

DAYS = (1, 7, 30)


class UnsavedView(StatementView):
    """The page of a statement as its form has it, saved for a moment inside a transaction."""

    def post(self, request, *args, **kwargs):
        return self.get(request, *args, **kwargs)

    def get_object(self, queryset=None):
        return self.queryset.get(pk=self.kwargs["number"])

    def get_text(self, texts):
        """Show the text that was asked for, if the form still has it."""
        if any(text.language == self.kwargs.get("language") for text in texts):
            return super().get_text(texts)
        self.kwargs.pop("language", None)
        return super().get_text(texts)

    def get_context_data(self, **kwargs):
        posted = typed_in(self.request.POST)
        typed = [(name, value) for name, values in posted.lists() for value in values]
        context = {"is_preview": True, "is_unsaved": True, "typed": typed}
        return super().get_context_data(**kwargs) | context


class LinkForm(forms.Form):
    days = forms.TypedChoiceField(
        label=gettext_lazy("Ends after"),
        coerce=int,
        initial=DAYS[1],
        choices=[(n, ngettext_lazy("%(n)d day", "%(n)d days", n) % {"n": n}) for n in DAYS],
    )


class PreviewMixin:
    """A section of statements that shows them as visitors will see them."""

    def get_urls(self):
        preview = self.admin_site.admin_view(self.preview_view)
        links = self.admin_site.admin_view(self.links_view)
        return [
            path("add/preview/", preview, name="statements_statement_preview_new"),
            path("<path:object_id>/change/preview/", preview, name="statements_statement_preview"),
            path("<path:object_id>/links/", links, name="statements_statement_links"),
            *super().get_urls(),
        ]

    # What is in the form

    def preview_view(self, request, object_id=None):
        """Answer the form, sent as it stands, with the page that it would make; keep nothing."""
        if request.method != "POST":
            return redirect(request.path.removesuffix("preview/"))
        language = request.POST.get("_language")

        def show(statement: Statement) -> HttpResponse:
            page = UnsavedView.as_view()
            kwargs = {"number": statement.pk, "slug": statement.slug, "language": language}
            return page(request, **kwargs).render()

        page, refused = self.try_saving(request, object_id, show)
        if page:
            return kept_private(page)
        if not getattr(refused, "context_data", None):
            return refused  # the statement is gone
        context = {
            **self.admin_site.each_context(request),
            "title": _("There is no preview yet"),
            "opts": self.opts,
            "complaints": refused.context_data.get("complaints", []),
        }
        name = "admin/statements/statement/preview_refused.html"
        return kept_private(TemplateResponse(request, name, context))

    # The links

    def links_view(self, request, object_id):
        """List the open links to a statement, make one, end one."""
        statement = self.get_object(request, object_id)
        if statement is None:
            raise Http404
        if not self.has_change_permission(request, statement):
            raise PermissionDenied
        if statement.is_public or statement.is_withdrawn:
            messages.info(request, _("It is public: give its own address."))
            return redirect("admin:statements_statement_change", statement.pk)
        form = LinkForm(request.POST if "make" in request.POST else None)
        if request.method == "POST" and self.change_links(request, statement, form):
            return redirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Give someone outside a link"),
            "subtitle": str(statement),
            "opts": self.opts,
            "original": statement,
            "form": form,
            "site": site_address(request),
            "links": statement.preview_links.filter(expires_at__gt=timezone.now()).select_related(
                "made_by"
            ),
        }
        name = "admin/statements/statement/links.html"
        return kept_private(TemplateResponse(request, name, context))

    def change_links(self, request, statement: Statement, form: LinkForm) -> bool:
        """Make a link, or end one; tell whether that was done."""
        now = timezone.now()
        if "end" in request.POST:
            key = sound(request.POST["end"])
            statement.preview_links.filter(key=key, expires_at__gt=now).update(expires_at=now)
            messages.success(request, _("The link has ended."))
            return True
        if not form.is_valid():
            return False
        ends = now + datetime.timedelta(days=form.cleaned_data["days"])
        statement.preview_links.create(made_by=request.user, expires_at=ends)
        messages.success(request, _("The link is made: copy it from the list."))
        return True
