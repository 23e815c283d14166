"""What visitors ask of the table of parties by meetings."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from imcwp_site.countries import country_name
from imcwp_site.directions import isolated
from imcwp_site.filing import filing_key
from imcwp_site.slugs import records_by_slug
from imcwp_site.written_dates import DateInWordsField
from meetings.models import Meeting, Participation


class MeetingsField(forms.Field):
    """Meetings by their address names of today or of before, each once, in the order given."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value) -> list[Meeting]:
        slugs = [slug for slug in dict.fromkeys(value or ()) if slug]
        found = records_by_slug(Meeting, slugs) if slugs else {}
        for slug in slugs:
            if slug not in found:
                raise ValidationError(
                    _("There is no meeting “%(value)s”."), params={"value": isolated(slug)}
                )
        return list(dict.fromkeys(found[slug] for slug in slugs))


class ParticipationForm(forms.Form):
    """What of the table is asked for."""

    class Sort(models.TextChoices):
        COUNTRY = "country", _("by country")
        NAME = "name", _("by name")
        MEETINGS = "meetings", _("by number of meetings")

    meeting = MeetingsField(label=_("Meetings"), required=False)
    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        error_messages={"invalid_choice": _("No party of a country “%(value)s” is recorded.")},
    )
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[("", _("any role")), *Participation.Role.choices],
        error_messages={"invalid_choice": _("“%(value)s” is not a role at meetings.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind of meeting"),
        required=False,
        choices=[("", _("any kind")), *Meeting.Kind.choices],
        error_messages={"invalid_choice": _("“%(value)s” is not a kind of meeting.")},
    )
    since = DateInWordsField(label=_("Since"), required=False)
    until = DateInWordsField(label=_("Until"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=Sort,
        error_messages={"invalid_choice": _("“%(value)s” is not an order of this table.")},
        widget=forms.HiddenInput,
    )

    def __init__(self, data, countries: Iterable[str]):
        super().__init__(data, auto_id="%s")
        names = sorted(((code, country_name(code)) for code in countries), key=by_label)
        offered: Any = self.fields["country"]
        offered.choices = [("", _("any country")), *names]

    def clean(self):
        """Refuse several values where one is meant, and a range that ends before it starts."""
        chosen = super().clean()
        for name in self.fields.keys() - {"meeting"}:
            if len({value for value in self.data.getlist(name) if value}) > 1:
                self.add_error(name, _("Give one value here, not several."))
        since, until = chosen.get("since"), chosen.get("until")
        if since and until and until.last_day < since.first_day:
            self.add_error("until", _("The range ends before it starts: exchange the two dates."))
        return chosen


def by_label(choice: tuple[str, str]) -> str:
    return filing_key(choice[1])
