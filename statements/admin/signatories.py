"""Signatures from a pasted list: read, matched with parties, decided by an editor, written."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from statements.admin.signatory_forms import (
    MOST_LINES,
    LineFormSet,
    Lines,
    ListForm,
    initial_of,
)
from statements.models import Signature, Statement
from statements.signatories import saving
from statements.signatories.matching import PartyIndex
from statements.signatories.reading import read_list

AND_SIGN = "_signatories"  # the button that saves the form and leads to the list


class SignatoriesMixin:
    """A section of statements to which signatures are added from a pasted list."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.signatories_view)
        name = "statements_statement_signatories"
        return [path("<path:object_id>/signatories/", view, name=name), *super().get_urls()]

    def response_add(self, request, obj, post_url_continue=None):
        return self.lead_to_list(
            request, obj, super().response_add(request, obj, post_url_continue)
        )

    def response_change(self, request, obj):
        return self.lead_to_list(request, obj, super().response_change(request, obj))

    def lead_to_list(self, request, statement, response):
        """Lead on to the list once the form is saved, if that was asked."""
        if AND_SIGN in request.POST and response.status_code == 302:
            response["Location"] = address_of_list(statement)
        return response

    def signatories_view(self, request, object_id):
        """Show the box for a list, the table of its lines, or write what was decided."""
        statement = self.get_object(request, object_id)
        if statement is None:
            raise Http404
        if not (
            self.has_change_permission(request, statement)
            and request.user.has_perm("statements.add_signature")
        ):
            raise PermissionDenied
        return SignatoriesPage(self, request, statement).respond()


class SignatoriesPage:
    """One visit to the page on which a list becomes signatures."""

    def __init__(self, desk, request, statement: Statement):
        self.desk, self.request, self.statement = desk, request, statement
        self.is_resolving = "unresolved" in request.GET

    def respond(self):
        if self.request.method == "POST" and "save" in self.request.POST:
            return self.save()
        if self.request.method == "POST":
            return self.read()
        if self.is_resolving:
            return self.show_unresolved()
        return self.show(ListForm())

    def read(self):
        """Read the list that was pasted, and show the table of its lines."""
        form = ListForm(self.request.POST)
        if not form.is_valid():
            return self.show(form)
        index = PartyIndex()
        entries = read_list(form.cleaned_data["text"], index.knows)
        if not entries:
            form.add_error("text", _("No name was found in this."))
        elif len(entries) > MOST_LINES:
            form.add_error(
                "text",
                _("These are %(n)d names. Paste at most %(most)d at once.")
                % {"n": len(entries), "most": MOST_LINES},
            )
        if form.errors:
            return self.show(form)
        role, added = form.cleaned_data["role"], form.cleaned_data["added"]
        return self.show(form, self.lines(index, initial=initial_of(entries, role, added)))

    def show_unresolved(self):
        """Show the table of the names that stand unresolved in the statement."""
        unresolved = self.statement.signatures.filter(party=None)
        initial = [
            {
                "printed": signature.printed_name,
                "group": signature.group,
                "position": signature.position,
                "role": signature.role,
                "added": signature.added,
            }
            for signature in unresolved[:MOST_LINES]
        ]
        return self.show(ListForm(), self.lines(PartyIndex(), initial=initial))

    def save(self):
        """Write what was decided; show the table again with what is wrong or new in it."""
        form = ListForm(self.request.POST)
        index = PartyIndex()
        with transaction.atomic():
            kept = Statement.objects.select_for_update(of=("self",)).get(pk=self.statement.pk)
            is_changed = self.request.POST.get("seen") != stamp(kept)
            lines = self.lines(index, data=self.request.POST)
            signed = lines.decide()
            if signed is not None and not is_changed:
                written = saving.write(kept, signed, by=self.request.user)
                written.present += lines.present_left_out
        if signed is None or is_changed:
            self.statement = kept
            return self.show(form, lines, is_changed=is_changed)
        if written:
            self.desk.log_change(self.request, kept, written.note)
        messages.success(self.request, written.in_words)
        return redirect("admin:statements_statement_change", kept.pk)

    def lines(self, index: PartyIndex, **filled) -> Lines:
        formset = LineFormSet(prefix="lines", **filled)
        return Lines(self.statement, index, formset, is_resolving=self.is_resolving)

    def show(self, form: ListForm, lines: Lines | None = None, *, is_changed: bool = False):
        context = {
            **self.desk.admin_site.each_context(self.request),
            "title": _("Unresolved signatories") if self.is_resolving else _("List of signatories"),
            "opts": self.desk.opts,
            "statement": self.statement,
            "form": form,
            "lines": lines,
            "sections": lines.in_sections() if lines else [],
            "parties": lines.index.bearers.parties.values() if lines else [],
            "roles": Signature.Role.choices,
            "seen": stamp(self.statement),
            "is_changed": is_changed,
            "is_resolving": self.is_resolving,
            "unresolved": self.statement.signatures.filter(party=None).count(),
        }
        template = "admin/statements/statement/signatories.html"
        return TemplateResponse(self.request, template, context)


def stamp(statement: Statement) -> str:
    """Give the moment of the last change, by which two editors notice one another."""
    return statement.updated_at.isoformat()


def address_of_list(statement: Statement) -> str:
    """Give the address of the page for a list of the statement's signatories."""
    return reverse("admin:statements_statement_signatories", args=[statement.pk])
