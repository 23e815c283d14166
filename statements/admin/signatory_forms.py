"""A pasted list of signatories, and the table in which an editor decides of each line."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from imcwp_site.countries import names_in
from imcwp_site.dates import PartialDate
from imcwp_site.text import validate_sound
from imcwp_site.written_dates import WrittenDateField
from parties.models import Party
from statements.models import Signature, Statement
from statements.signatories.matching import Certainty, Match, PartyIndex
from statements.signatories.reading import Entry
from statements.signatories.reasons import reason_for
from statements.signatories.saving import Present, Signed

Role = Signature.Role
AS_PRINTED, LEFT_OUT = "printed", "none"
LONGEST_LIST = 60_000
LONGEST: int = Signature._meta.get_field("printed_name").max_length  # of one name
MOST_LINES = 500
MOST_POSITIONS = 32_767


class ListForm(forms.Form):
    """A list as it was pasted, and what it makes of those whom it names."""

    text = forms.CharField(
        label=_("The list"),
        max_length=LONGEST_LIST,
        validators=[validate_sound],
        widget=forms.Textarea(attrs={"rows": 14, "dir": "auto"}),
        help_text=_(
            "One name a line, numbered or not; or names between commas or semicolons; or a table. "
            "Headings of groups and countries are understood."
        ),
    )
    role = forms.ChoiceField(label=_("Role of all of them"), choices=Role, initial=Role.SIGNATORY)
    added = WrittenDateField(
        label=_("Added"),
        required=False,
        help_text=_("When they signed, if that was later than the statement."),
    )

    def clean(self):
        return later_if_dated(self.cleaned_data)


class LineForm(forms.Form):
    """A line of the list: what it prints, and whom the editor takes it to mean."""

    printed = forms.CharField(
        max_length=LONGEST,
        validators=[validate_sound],
        widget=forms.HiddenInput,
    )
    country = forms.CharField(required=False, max_length=2, widget=forms.HiddenInput)
    choice = forms.CharField(required=False, max_length=20)
    other = forms.CharField(required=False, max_length=LONGEST, validators=[validate_sound])
    group = forms.CharField(
        required=False,
        max_length=Signature._meta.get_field("group").max_length,
        validators=[validate_sound],
    )
    position = forms.IntegerField(required=False, min_value=0, max_value=MOST_POSITIONS)
    role = forms.ChoiceField(choices=Role)
    added = WrittenDateField(required=False)

    def clean_country(self):
        code = self.cleaned_data["country"]
        return code if code in names_in("en") else ""

    def clean_position(self):
        return self.cleaned_data["position"] or 0

    def clean(self):
        return later_if_dated(self.cleaned_data)


def later_if_dated(cleaned: dict) -> dict:
    """A signatory with a date of its own is a later one."""
    if cleaned.get("added") and cleaned.get("role") == Role.SIGNATORY:
        cleaned["role"] = Role.LATER_SIGNATORY
    return cleaned


@dataclass(frozen=True, slots=True)
class Option:
    """A party that a line may be taken to mean."""

    value: str
    label: str
    reason: str


def option_of(party: Party, reason) -> Option:
    """Name a party so that it is told from its namesakes."""
    place = f", {party.country_name}" if party.country else ""
    return Option(str(party.pk), f"{party}{place} · {party.slug}", str(reason))


class Line:
    """A line of the table: its form, and what was found for it."""

    def __init__(self, form: LineForm, lines: "Lines"):
        self.form, self.lines = form, lines
        self.printed = str(form["printed"].value() or "")
        self.country = str(form["country"].value() or "")
        self.match: Match = lines.index.match(
            self.printed[:LONGEST], country=self.country, date=lines.date
        )
        self.present = self.find_present()
        self.same_as: Line | None = None  # an earlier line that means the same party

    @property
    def certainty(self) -> Certainty:
        return Certainty.ASK if self.same_as else self.match.certainty

    @cached_property
    def choice(self) -> str:
        """What is chosen, or preselected: nothing where the editor is asked."""
        if self.form.is_bound:
            return str(self.form["choice"].value() or "")
        if self.present:
            return LEFT_OUT
        if self.match.chosen and not self.same_as:
            return str(self.match.chosen.pk)
        return AS_PRINTED if self.certainty == Certainty.NONE else ""

    def find_present(self) -> Signature | None:
        """Give the signature that the statement has already, but not one to be resolved."""
        present, party = self.lines.present, self.match.chosen
        printed = present.take(self.printed)
        if party:
            return next(iter(present.of_party.get(party.pk, ())), None)
        return None if self.lines.is_resolving else printed

    @cached_property
    def options(self) -> list[Option]:
        """The parties that may be chosen, with their reasons; one chosen otherwise at the end."""
        index, typed = self.lines.index, str(self.form["other"].value() or "")[:LONGEST]
        options: dict[str, Option] = {}
        for match in [self.match, index.match(typed)] if typed else [self.match]:
            for each in match.candidates:
                option = option_of(each.party, reason_for(each, match, self.lines.date))
                options.setdefault(option.value, option)
            for party in match.nearby:
                options.setdefault(str(party.pk), option_of(party, _("a party of that country")))
        if self.choice not in options and (chosen := index.party(self.choice)):
            options[self.choice] = option_of(chosen, _("chosen by you"))
        return list(options.values())

    @property
    def chosen(self) -> Option | None:
        """The party that is chosen, if one is."""
        return next((option for option in self.options if option.value == self.choice), None)

    @property
    def is_open(self) -> bool:
        """Tell whether an editor has to look at the line."""
        return self.section not in (Certainty.CERTAIN, "present")

    @property
    def section(self) -> str:
        """Where the line stands in the table: what needs an editor comes first."""
        if self.form.errors:
            return "ask"
        return "present" if self.present else self.certainty.value

    def decided(self) -> Signed | None:
        """Give what the editor decided; None for a line that is left out (ValidationError)."""
        data = self.form.cleaned_data
        party = None
        if data["other"]:
            party = self.lines.index.party_meant(data["other"])
        elif data["choice"] == LEFT_OUT:
            return None
        elif data["choice"] != AS_PRINTED and not (party := self.lines.index.party(data["choice"])):
            raise ValidationError(_("Choose a party, keep the name as printed, or leave it out."))
        return Signed(
            party, data["printed"], data["role"], data["position"], data["group"], data["added"]
        )


LineFormSet = forms.formset_factory(
    LineForm, extra=0, max_num=MOST_LINES, validate_max=True, absolute_max=MOST_LINES + 1
)


class Lines:
    """The lines of a list with all that is known of them."""

    def __init__(self, statement: Statement, index: PartyIndex, formset, *, is_resolving=False):
        self.date: PartialDate | None = statement.issued
        self.index, self.formset, self.is_resolving = index, formset, is_resolving
        self.present = Present(statement)
        self.lines = [Line(form, self) for form in formset]
        self.ask_where_two_mean_one()

    def ask_where_two_mean_one(self) -> None:
        """A party signs once: of two lines that seem to mean it, an editor decides."""
        first: dict[Party, Line] = {}
        for line in self.lines:
            if line.match.chosen:
                earlier = first.setdefault(line.match.chosen, line)
                line.same_as = None if earlier is line else earlier

    def __iter__(self):
        return iter(self.lines)

    def in_sections(self) -> list[tuple[str, list[Line]]]:
        """Give the lines under headings, what needs an editor first."""
        headings = {
            "ask": _("To decide"),
            "none": _("Not found"),
            "likely": _("To look at"),
            "certain": _("Certain"),
            "present": _("There already"),
        }
        sections: dict[str, list[Line]] = {section: [] for section in headings}
        for line in self.lines:
            sections[line.section].append(line)
        return [(headings[key], found) for key, found in sections.items() if found]

    @property
    def present_left_out(self) -> int:
        """Count the lines left out because they are there already."""
        return sum(bool(line.present) and line.choice == LEFT_OUT for line in self.lines)

    def decide(self) -> list[Signed] | None:
        """Give what is to be written, or None and say in each line what is wrong with it."""
        if not self.formset.is_valid():
            return None
        signed: list[Signed] = []
        taken: dict[tuple, str] = {}
        for line in self.lines:
            try:
                one = line.decided()
            except ValidationError as error:
                line.form.add_error("choice", error)
                continue
            if one and one.party and (one.party.pk, one.role) in taken:
                line.form.add_error(
                    "choice",
                    _("“%(printed)s” is the same party already: choose another, or leave it out.")
                    % {"printed": taken[one.party.pk, one.role]},
                )
            elif one:
                signed.append(one)
                if one.party:
                    taken[one.party.pk, one.role] = one.printed
        return None if any(form.errors for form in self.formset) else signed


def initial_of(entries: list[Entry], role: str, added: PartialDate | None) -> list[dict]:
    """Give what the table begins with for the names of a list."""
    return [
        {
            "printed": entry.printed,
            "country": entry.country,
            "group": entry.group,
            "position": entry.number or place,
            "role": role_of(entry, role),
            "added": entry.added or added,
        }
        for place, entry in enumerate(entries, start=1)
    ]


def role_of(entry: Entry, role: str) -> str:
    """Who is said to have signed later is a later signatory."""
    is_later = entry.is_later or entry.added
    return Role.LATER_SIGNATORY if is_later and role == Role.SIGNATORY else role
