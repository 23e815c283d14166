"""What an editor has typed and not saved: kept aside while they write, offered when they return.

The rows are reached through the editor who is signed in (`editor.unsaved`), so every section of the
desk can keep them and this leaf imports no app.
"""

import datetime
import re
import secrets

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.forms.utils import ErrorDict, ErrorList
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from imcwp_site.numbers import number_in
from imcwp_site.text import sound

MAX_LENGTH = 5 * 1024 * 1024
MOST_KEPT = 50  # writings of one editor; the oldest make room
KEPT_FOR = datetime.timedelta(days=90)
LONGEST_PLACE = 200
WRITING = "writing"  # the field that names one writing of a form, from its opening to its saving
SAVED_COOKIE = "desk-saved"  # tells the script which writings need not be kept in the browser
ENDING = "unsaved/"  # a form's address and this: where what is typed into it is kept


class TooLongError(ValueError):
    """More was typed than is kept aside."""


def new_writing(editor) -> str:
    """Give a name to a writing of a form, which says whose it is."""
    return f"{editor.pk}-{secrets.token_hex(8)}"


def writing_in(posted: QueryDict) -> str:
    """Give the name of the writing that was sent, "" if it cannot be one."""
    writing = posted.get(WRITING, "")
    return writing if re.fullmatch("[0-9]{1,18}-[0-9a-f]{16}", writing) else ""


def typed_in(posted: QueryDict) -> QueryDict:
    """Give the fields of a form that are kept: no token, no button, no password."""
    typed = QueryDict(mutable=True)
    for name, values in posted.lists():
        if not name.startswith(("_", "csrf")) and "password" not in name:
            typed.setlist(name, values)
    return typed


def keep(editor, address: str, posted: QueryDict, title: str = ""):
    """Keep what the editor typed into the form at `address`; None if another editor wrote it.

    Or if the address is longer than that of any form.
    """
    writing = writing_in(posted) if posted.get(WRITING) else new_writing(editor)
    place = f"{address}#{writing}"
    if not writing.startswith(f"{editor.pk}-") or len(place) > LONGEST_PLACE:
        return None
    data = typed_in(posted).urlencode()
    if len(data) > MAX_LENGTH:
        raise TooLongError(
            _("More than %(limit)s was typed: only saving keeps that.")
            % {"limit": filesizeformat(MAX_LENGTH)}
        )
    title = sound(title or posted.get("title") or posted.get("name") or "")
    work, is_new = editor.unsaved.update_or_create(
        place=place, defaults={"title": title[:200], "data": data}
    )
    if is_new:
        type(work).objects.filter(saved_at__lt=timezone.now() - KEPT_FOR).delete()
        newest = editor.unsaved.order_by("-saved_at", "-pk").values_list("pk", flat=True)
        editor.unsaved.exclude(pk__in=list(newest[:MOST_KEPT])).delete()
    return work


def kept_for(editor, address: str):
    """Give what the editor wrote at the form at `address` and did not save, newest first."""
    return editor.unsaved.filter(Q(place=address) | Q(place__startswith=f"{address}#"))


def take_up(form, typed: QueryDict) -> None:
    """Fill a form with what was typed once, complaining of nothing."""
    form.data, form.is_bound, form._errors = typed, True, ErrorDict()


def taken_up(formset, typed: QueryDict):
    """Give the rows of a form with what was typed once: added, changed and marked ones."""
    if f"{formset.prefix}-TOTAL_FORMS" not in typed:
        return formset  # rows that the form only showed
    filled = type(formset)(
        typed, instance=formset.instance, prefix=formset.prefix, queryset=formset.queryset
    )
    filled._errors, filled._non_form_errors = [], ErrorList()
    for form in filled.forms:
        form._errors = ErrorDict()
    return filled


class KeepsUnsaved:
    """A section whose forms keep what is typed into them, on the server or in the browser."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_unsaved"
        view = self.admin_site.admin_view(self.unsaved_view)
        return [
            path(f"add/{ENDING}", view, name=f"{name}_new"),
            path(f"<path:object_id>/change/{ENDING}", view, name=name),
            *super().get_urls(),
        ]

    def unsaved_view(self, request, object_id=None):
        """Keep what was typed (a script asks), or throw it away, which asks once."""
        record = self.get_object(request, object_id) if object_id else None
        if not self.may_write(request, record, object_id):
            raise PermissionDenied
        address = request.path.removesuffix(ENDING)
        if "throw_away" in request.GET:
            return self.throw_away(request, address)
        if request.method != "POST":
            raise Http404
        try:
            work = keep(request.user, address, request.POST, str(record or ""))
        except TooLongError as error:
            return HttpResponse(str(error), status=413, content_type="text/plain")
        if work is None:
            other = _("Not kept: you are logged in as %(editor)s, who did not write this.")
            sentence = other % {"editor": request.user}
            return HttpResponse(sentence, status=409, content_type="text/plain")
        return HttpResponse(status=204)

    def may_write(self, request, record, object_id) -> bool:
        """Tell whether the editor may send the form; that of a record that is gone too."""
        if object_id is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, record)

    def throw_away(self, request, address):
        works = kept_for(request.user, address).defer("data")
        work = works.filter(pk=number_in(request.GET["throw_away"])).first()
        if work is None:
            return redirect(address)
        if request.method == "POST":
            work.delete()
            messages.success(request, _("What you had not saved was thrown away."))
            return redirect(address)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Throw away what you did not save?"),
            "opts": self.opts,
            "work": work,
            "address": address,
        }
        return TemplateResponse(request, "admin/unsaved/throw_away.html", context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        typed, work = context.get("typed"), None
        may_write = self.may_write(request, obj, obj and obj.pk)
        if may_write and not typed and request.method == "GET":
            work = self.asked_for(request)
            typed = QueryDict(work.data) if work else None
        if typed:
            take_up(form, typed)
            for rows in context["inline_admin_formsets"]:
                rows.formset = taken_up(rows.formset, typed)
        if may_write and not context["is_popup"]:
            writing = form.data.get(WRITING) or new_writing(request.user)
            others = kept_for(request.user, request.path) if not form.is_bound else []
            context["unsaved"] = {
                "writing": writing,
                "address": request.path + ENDING,
                "work": work,
                "others": others and others.defer("data"),
                "is_typed": form.is_bound,
                "sign_in": reverse("admin:login"),
            }
        return super().render_change_form(
            request, context, add=add, change=change, form_url=form_url, obj=obj
        )

    def asked_for(self, request):
        """Give the unsaved work that the address asks to take up again, if it is theirs."""
        key = number_in(request.GET.get("unsaved", ""))
        return request.user.unsaved.filter(pk=key).first() if key else None

    def save_related(self, request, form, formsets, change):
        """Forget what was kept aside: it is saved now."""
        super().save_related(request, form, formsets, change)
        self.forget(request)

    def forget(self, request) -> None:
        if writing := writing_in(request.POST):
            request.user.unsaved.filter(place__endswith=f"#{writing}").delete()
            request.saved_writing = writing

    def changeform_view(self, request, *args, **kwargs):
        response = super().changeform_view(request, *args, **kwargs)
        return self.forgotten_in_browser(request, response)

    def forgotten_in_browser(self, request, response):
        """Let the browser forget too what was saved, once it is."""
        if writing := getattr(request, "saved_writing", ""):
            others = request.COOKIES.get(SAVED_COOKIE, "").split(".")[:9]
            response.set_cookie(
                SAVED_COOKIE,
                ".".join([writing, *others]),
                path=reverse("admin:index"),
                secure=request.is_secure(),
                samesite="Lax",
            )
        return response
