"""What the desk remarks on a statement while it is entered, and once it has been saved."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from imcwp_site.languages import language_name
from imcwp_site.numbers import number_in
from imcwp_site.phrases import capfirst
from statements.access import readable
from statements.concerns import concerns_of
from statements.models import Concern, Statement
from statements.remarks.duplicates import duplicates_of
from statements.remarks.entered import Entered, entered_as, entered_in
from statements.remarks.spoken import remark_on
from statements.remarks.suggestions import suggestions_for

Kind = Concern.Kind


def lacking(entered: Entered) -> list[str]:
    """Say what the statement lacks, in the words of the lists of the desk."""
    said = []
    for kind, detail in sorted(concerns_of(entered.as_content)):
        if kind in (Kind.UNTRANSLATED, Kind.BEHIND):
            detail = language_name(detail)
        label = capfirst(str(Kind(kind).label))
        said.append(f"{label}: {detail}" if detail else label)
    return said


def remarks_on(entered: Entered, editor) -> dict:
    """Give all that is remarked, for the template."""
    statements = readable(Statement.objects.all(), editor)
    spoken = (remark_on(text["language"], text["body"]) for text in entered.texts)
    return {
        "duplicates": duplicates_of(entered, statements),
        "lacking": lacking(entered),
        "spoken": [remark for remark in spoken if remark],
        "suggestions": suggestions_for(entered, statements),
    }


class RemarksMixin:
    """A section of statements that remarks on what is entered; it never keeps from saving."""

    def get_urls(self):
        remarks = self.admin_site.admin_view(self.remarks_view)
        return [path("remarks/", remarks, name="statements_statement_remarks"), *super().get_urls()]

    def remarks_view(self, request):
        """Answer the form, sent as it stands, with a page of remarks, or with them alone."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        entered = entered_in(request.POST, number_in(request.GET.get("number")))
        alone = request.headers.get("X-Requested-With") == "fetch"
        name = "_remarks" if alone else "remarks"
        return render(
            request,
            f"admin/statements/statement/{name}.html",
            self.admin_site.each_context(request)
            | {"title": _("Remarks on what was entered"), "opts": self.opts}
            | remarks_on(entered, request.user),
        )

    def response_add(self, request, obj, post_url_continue=None):
        """Warn of what may be entered twice: the moment to notice is now."""
        statements = readable(Statement.objects.all(), request.user)
        for one in duplicates_of(entered_as(obj), statements):
            address = reverse("admin:statements_statement_change", args=[one.statement.pk])
            warning = format_html(
                '{} <a href="{}">{}</a>. {}',
                _("This may be entered already:"),
                address,
                one.statement,
                one.reason,
            )
            self.message_user(request, warning, messages.WARNING)
        return super().response_add(request, obj, post_url_continue)
