"""What becomes of the names of a party that is merged into another."""

from django import forms
from django.utils.translation import gettext_lazy as _

from imcwp_site.merging_desk import MergeForm
from parties.models import Party, PartyName


class PartyMergeForm(MergeForm):
    """Asks besides what the name of the party that goes was."""

    name_kind = forms.ChoiceField(
        label=_("Its name is kept as"),
        choices=[
            (kind.value, kind.label) for kind in (PartyName.Kind.FORMER, PartyName.Kind.VARIANT)
        ],
        initial=PartyName.Kind.VARIANT,
        widget=forms.RadioSelect,
        help_text=_("Readers and searches find the party by it. A name that is there stays once."),
    )

    def write_more(self, stays):
        keep_names(self.gone, stays, self.cleaned_data["name_kind"])


def keep_names(gone: Party, stays: Party, kind: str) -> None:
    """Keep name and abbreviation of a party that goes, unless the other has them already."""
    names = {stays.name.casefold(), stays.abbreviation.casefold()}
    for name in stays.names.all():
        names |= {name.text.casefold(), name.abbreviation.casefold()}
    abbreviation = gone.abbreviation if gone.abbreviation.casefold() not in names else ""
    if gone.name.casefold() not in names:
        stays.names.create(kind=kind, text=gone.name, abbreviation=abbreviation, source=gone.source)
    elif abbreviation:
        variant = PartyName.Kind.VARIANT
        stays.names.create(kind=variant, text=abbreviation, source=gone.source)
