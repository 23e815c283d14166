"""Saving a statement together with what others saved of it meanwhile.

A form knows the version that it was opened with. If there is a newer one, what the form says and
what that version says are merged; where both changed the same place, the editor chooses.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from imcwp_site.busy import wait_no_longer
from imcwp_site.numbers import number_in
from imcwp_site.sharing import SEEN
from imcwp_site.text import sound
from imcwp_site.unsaved import WRITING, TooLongError, keep, writing_in
from statements import versions
from statements.admin.saving import SavingMixin
from statements.comparing import compare
from statements.describing import Description, Names, describe, summary_of
from statements.merging import Conflict, merge, put
from statements.models import Statement, Version
from statements.restoring import write_content

Content = Mapping[str, Any]
PRESSED = ("_save", "_continue", "_addanother", "_signatories")
KEPT_FIELDS = ("change_note", "is_minor", WRITING, *PRESSED)


@dataclass(frozen=True)
class Choice:
    """A place that both editors changed: what each made of it, and which the editor chose."""

    name: str
    mine: Description
    theirs: Description
    is_theirs: bool


class MergingMixin(SavingMixin):
    """A section whose statements several editors may change at once."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.merge_view)
        return [
            path("<path:object_id>/merge/", view, name="statements_statement_merge"),
            *super().get_urls(),
        ]

    def mark_of(self, request, record) -> str:
        return str(record.versions.values_list("n", flat=True).first() or 0)

    def mark_of_opened(self, request, record, form, formsets) -> str:
        return self.mark_of(request, record)

    def last_change(self, request, record) -> dict | None:
        newest = record.versions.select_related("by").defer("content").first()
        return newest and change_by(newest, request.user)

    def overtaken(self, request, record, form_url, extra_context):
        """Save together what the editor and others changed, or ask about what both did."""
        seen, newest = versions_of(record, request.POST[SEEN])
        if seen is None or newest is None:
            return super().overtaken(request, record, form_url, extra_context)
        mine, refused = self.try_saving(
            request,
            str(record.pk),
            ask=content_now,
            prepare=lambda: remove_added(request, record, seen.content),
        )
        if refused:
            refused.context_data |= {
                "meanwhile": change_by(newest, request.user),
                "difference": describe(seen.content, newest.content),
            }
            return refused
        merged, conflicts = merge(seen.content, mine, newest.content)
        if not conflicts and self.write(request, record, merged, seen, newest):
            return self.response_change(request, record)
        with suppress(TooLongError):  # then it is in the page alone
            keep(request.user, request.path, request.POST, str(record))
        return self.ask(request, record, mine, seen, newest)

    def write(self, request, statement, content: Content, seen: Version, newest: Version) -> bool:
        """Write what was merged as one version, and say what of it is not the editor's."""
        try:
            with transaction.atomic():
                faults = write_content(statement, content, with_publication=True)
        except IntegrityError:
            return False
        statement.refresh_from_db()
        versions.record(
            statement,
            by=request.user,
            note=sound(request.POST.get("change_note", "")).strip()[:500],
            is_minor="is_minor" in request.POST,
        )
        self.log_change(
            request, statement, _("Saved together with version %(n)s.") % {"n": newest.n}
        )
        self.read_files_later(request, statement.attachments.filter(pages=None))
        self.forget(request)
        what = summary_of(compare(seen.content, newest.content))
        messages.info(request, sentence_on(newest, request.user) % {"what": what})
        for fault in faults:
            messages.warning(request, fault)
        return True

    def merge_view(self, request, object_id):
        """Take what the editor chose of each place that both changed."""
        statement = self.get_object(request, object_id)
        if request.method != "POST" or statement is None:
            return redirect("admin:statements_statement_change", object_id)
        with transaction.atomic():
            wait_no_longer()
            statement = self.held(statement)
            if not self.has_change_permission(request, statement):
                raise PermissionDenied
            seen, newest = versions_of(statement, request.POST.get(SEEN, ""))
            try:
                mine = signing.loads(request.POST.get("mine", ""), salt=salt_of(statement))
            except signing.BadSignature:
                seen = None
            if seen is None:
                messages.error(request, _("That page was too old to be taken. Start again here."))
                return redirect("admin:statements_statement_change", object_id)
            merged, conflicts = merge(seen.content, mine, newest.content)
            is_current = request.POST.get("newest") == str(newest.n)
            for name, conflict in named(conflicts):
                is_theirs = request.POST.get(name) == "theirs"
                value = conflict.theirs if is_theirs else conflict.mine
                merged = put(merged, conflict.place, value)
            if is_current and self.write(request, statement, merged, seen, newest):
                response = self.response_change(request, statement)
                return self.forgotten_in_browser(request, response)
            return self.ask(request, statement, mine, seen, newest)

    def ask(self, request, statement, mine: Content, seen: Version, newest: Version):
        """Give the page on which the editor chooses; nothing is saved."""
        merged, conflicts = merge(seen.content, mine, newest.content)
        names = Names([seen.content, mine, newest.content])
        change_address = reverse("admin:statements_statement_change", args=[statement.pk])
        context = {
            **self.admin_site.each_context(request),
            "title": _("Not saved yet: both of you changed the same"),
            "subtitle": str(statement),
            "opts": self.opts,
            "original": statement,
            "meanwhile": change_by(newest, request.user),
            "choices": [
                Choice(
                    name,
                    *sides_of(conflict, merged, names),
                    is_theirs=request.POST.get(name) == "theirs",
                )
                for name, conflict in named(conflicts)
            ],
            "others": describe(seen.content, newest.content, names),
            "is_repeated": "newest" in request.POST,
            "seen": seen.n,
            "newest": newest.n,
            "mine": signing.dumps(mine, salt=salt_of(statement), compress=True),
            "typed": [(n, request.POST[n]) for n in KEPT_FIELDS if n in request.POST],
            "work": request.user.unsaved.filter(
                place=f"{change_address}#{writing_in(request.POST)}"
            ).first(),
            "change_address": change_address,
        }
        name = "admin/statements/statement/merge.html"
        return TemplateResponse(request, name, context)


def versions_of(statement: Statement, n: str) -> tuple[Version | None, Version | None]:
    """Give the version that a form was opened with and the newest, in the names of today."""
    seen = statement.versions.filter(n=number_in(n) or 0).first()
    newest = statement.versions.select_related("by").first()
    names = versions.former_names()
    for version in filter(None, (seen, newest)):
        version.content = versions.in_names_of_today(version.content, names)
    return seen, newest


def remove_added(request, statement: Statement, seen: Content) -> None:
    """Remove the rows that others added since the form was opened, which it does not show.

    The other pages of a long table have rows that it does not show either, but has seen.
    """
    known = keys_in(seen)
    ids = {(name.split("-")[0], value) for name, value in request.POST.items() if "-id" in name}
    held = versions.with_content(Statement.objects.filter(pk=statement.pk)).get()
    for table, row, key in rows_of(held):
        is_sent = f"{table}-INITIAL_FORMS" in request.POST
        if is_sent and key not in known and (table, str(row.pk)) not in ids:
            row.delete()


def rows_of(statement: Statement) -> Iterator[tuple[str, Model, tuple]]:
    """Give each row of a statement with its table and what tells it from others of it."""
    for text in statement.texts.all():
        yield "texts", text, ("texts", text.language)
    for signature in statement.signatures.all():
        who = signature.party.slug if signature.party else signature.printed_name
        yield "signatures", signature, ("signatures", who, signature.role)
    for link in statement.topic_links.all():
        yield "topic_links", link, ("topics", link.topic.slug)
    for file in statement.attachments.all():
        yield "attachments", file, ("attachments", file.sha256)
    for relation in statement.relations.all():
        yield "relations", relation, ("relations", relation.kind, relation.other_id)
    if listed := getattr(statement, "signature_list", None):
        yield "signature_list", listed, ("signature_list",)


def keys_in(content: Content) -> set[tuple]:
    """Give the keys that `rows_of` the statement had when it said this."""
    signed = ((one["party"] or one["printed_name"], one["role"]) for one in content["signatures"])
    return {
        *(("texts", text["language"]) for text in content["texts"]),
        *(("signatures", *key) for key in signed),
        *(("topics", slug) for slug in content["topics"]),
        *(("attachments", file["sha256"]) for file in content["attachments"]),
        *(("relations", one["kind"], one["other"]) for one in content.get("relations", ())),
        *([("signature_list",)] if content["signature_list"] else []),
    }


def content_now(statement: Statement) -> dict[str, Any]:
    """Give what the statement says in the database."""
    return versions.content_of(
        versions.with_content(Statement.objects.filter(pk=statement.pk)).get()
    )


def salt_of(statement: Statement) -> str:
    return f"merge-{statement.pk}"


def named(conflicts: list[Conflict]) -> list[tuple[str, Conflict]]:
    """Name the conflicts as the fields of the page that asks about them."""
    return [(f"place-{i}", conflict) for i, conflict in enumerate(conflicts)]


def sides_of(conflict: Conflict, merged: Content, names: Names) -> tuple[Description, Description]:
    """Describe what the editor and what the other made of the place, each against before."""
    start = conflict.base
    if start is None and conflict.mine is not None:
        start = type(conflict.mine)()  # both added it: before, it was empty
    before = put(merged, conflict.place, start)
    mine, theirs = (
        describe(before, put(merged, conflict.place, value), names)
        for value in (conflict.mine, conflict.theirs)
    )
    return mine, theirs


def change_by(version: Version, reader) -> dict[str, Any]:
    """Say who made a version, and when."""
    return {
        "at": version.at,
        "by": version.by or version.by_name,
        "is_own": version.by == reader,
        "note": version.note,
    }


def sentence_on(version: Version, reader) -> str:
    """Say that the version is saved together with what the reader changed."""
    values = {
        "who": version.by or version.by_name or _("An import"),
        "at": date_format(localtime(version.at), "DATETIME_FORMAT"),
    }
    if version.by == reader:
        sentence = _("Saved together with what you changed yourself on {at}: %(what)s.")
    else:
        sentence = _("Saved together with what {who} changed on {at}: %(what)s.")
    return sentence.format(**{name: str(v).replace("%", "%%") for name, v in values.items()})
