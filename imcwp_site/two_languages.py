"""Which two texts of a work are shown side by side."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from imcwp_site.languages import own_name


class LanguagesForm(forms.Form):
    """Which two texts to show; only those that have words can be."""

    left = forms.ChoiceField(label=_("One language"))
    right = forms.ChoiceField(label=_("The other"))

    def __init__(self, *args, texts: Sequence[Any], **kwargs):
        super().__init__(*args, **kwargs)
        self.texts = texts
        languages = [(text.language, own_name(text.language)) for text in texts]
        for name in self.fields:
            self.fields[name] = forms.ChoiceField(
                label=self.fields[name].label,
                choices=languages,
                error_messages={"invalid_choice": gettext("There is no text in “%(value)s” here.")},
            )

    @property
    def pair(self) -> list[Any]:
        """The two that were chosen, none where the choice is wrong."""
        if not self.is_valid():
            return []
        by_language = {text.language: text for text in self.texts}
        return [by_language[self.cleaned_data[name]] for name in self.fields]
