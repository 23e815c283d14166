"""Lists of the desk: what they fetch, search and filter, and what an address may ask of them."""

from re import escape

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import BadRequest
from django.db import models
from django.utils.text import smart_split, unescape_string_literal
from django.utils.translation import gettext_lazy as _

from imcwp_site.countries import country_name
from imcwp_site.counts import Count
from imcwp_site.numbers import is_key

LOOKUPS = {"exact", "isnull", "isempty", "year", "month", "day"}  # what filters of lists ask
MOST_SEARCHED = 10  # words or phrases


class DeskChangeList(ChangeList):
    """A list that fetches what its rows show, only when it is the list that is shown."""

    def get_results(self, request):
        super().get_results(request)
        self.result_count = Count(self.result_count)

    def apply_select_related(self, qs):
        return self.model_admin.for_list(super().apply_select_related(qs))


class StrictList:
    """A list that answers to its own filters only, whatever an address asks."""

    def lookup_allowed(self, lookup, value, request=None):
        known = lookup.rpartition("__")[2] in LOOKUPS or "__" not in lookup
        return known and super().lookup_allowed(lookup, value, request)

    def get_changelist_instance(self, request):
        """Lead years and numbers that do not exist to the whole list."""
        try:
            return super().get_changelist_instance(request)
        except (OverflowError, ValueError) as error:
            raise IncorrectLookupParameters from error

    def words_searched(self, request, search_term: str) -> list[str]:
        """Give what is looked for of what an editor typed, and say what is not."""
        typed = words_typed(search_term)
        if left_out := typed[MOST_SEARCHED:]:
            notice = _("A search has at most %(n)s words or phrases. Left out: %(words)s.")
            words = {"n": MOST_SEARCHED, "words": " ".join(left_out)}
            self.say_beside_list(request, notice % words)
        return typed[:MOST_SEARCHED]

    def say_beside_list(self, request, notice: str) -> None:
        """Tell the editor something about the list, where it is shown and not only asked."""
        if request.method == "GET" and request.resolver_match.url_name.endswith("_changelist"):
            self.message_user(request, notice, messages.WARNING)

    def response_action(self, request, queryset):
        """Refuse a choice that no list offers."""
        if not all(map(is_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest("The chosen records have no such keys.")
        return super().response_action(request, queryset)


def contains(field: str, word: str) -> models.Q:
    """The field contains the word, whatever the case of its letters, on either database.

    (SQLite's own comparison knows the case of ASCII letters only.)
    """
    return models.Q(**{f"{field}__iregex": escape(word)})


def words_typed(search_term: str) -> list[str]:
    """Give the words and quoted phrases that an editor searches."""
    words = smart_split(search_term)
    return [unescape_string_literal(word) if is_quoted(word) else word for word in words]


def is_quoted(word: str) -> bool:
    """Tell whether a searched word is a phrase in quotation marks."""
    return len(word) > 1 and word[0] == word[-1] and word[0] in "\"'"


class LongFilter(admin.SimpleListFilter):
    """A filter with many values, folded until one is chosen."""

    template = "admin/long_filter.html"


class CountryInUse(LongFilter):
    """Countries that occur, instead of all there are."""

    title = _("country or territory")
    parameter_name = "country"

    def codes(self, model_admin):
        """Give the codes that occur."""
        codes = model_admin.model._default_manager.order_by()
        return codes.values_list("country", flat=True).distinct()

    def lookups(self, request, model_admin):
        named = [(code, country_name(code)) for code in self.codes(model_admin) if code]
        return sorted(named, key=lambda pair: pair[1])

    def queryset(self, request, queryset):
        return queryset.filter(country=self.value()) if self.value() else queryset
