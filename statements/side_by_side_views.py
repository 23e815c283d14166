"""The page with two texts of a statement side by side."""

from django import forms
from django.http import Http404
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from imcwp_site.languages import own_name
from statements.models import Text
from statements.side_by_side import side_by_side
from statements.views import StatementPageView


class LanguagesForm(forms.Form):
    """Which two texts to show; only those that have words can be."""

    left = forms.ChoiceField(label=gettext_lazy("One language"))
    right = forms.ChoiceField(label=gettext_lazy("The other"))

    def __init__(self, *args, texts: list[Text], **kwargs):
        super().__init__(*args, **kwargs)
        languages = [(text.language, own_name(text.language)) for text in texts]
        for name in self.fields:
            self.fields[name] = forms.ChoiceField(
                label=self.fields[name].label,
                choices=languages,
                error_messages={"invalid_choice": _("There is no text in “%(value)s” here.")},
            )


class SideBySideView(StatementPageView):
    """Two texts of a statement, each paragraph beside its translation."""

    template_name = "statements/side_by_side.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        texts = [text for text in context["texts"] if text.body]
        if self.object.is_withdrawn:
            return context
        if len(texts) < 2:
            raise Http404(_("This statement has no two texts to compare."))
        chosen = self.get_default(texts) | self.request.GET.dict()
        form = LanguagesForm(chosen, texts=texts)
        by_language = {text.language: text for text in texts}
        pair = (
            [by_language[form.cleaned_data[name]] for name in form.fields]
            if form.is_valid()
            else []
        )
        rows = side_by_side(pair[0].body, pair[1].body) if pair else []
        return context | {"form": form, "pair": pair, "rows": rows}

    def get_default(self, texts: list[Text]) -> dict[str, str]:
        """Give the two to begin with: the one asked for or that suits, and its original if any."""
        asked = self.request.GET.get("left")
        shown = self.object.text_to_show(asked, get_language(), "en")
        others = [text for text in texts if text != shown]
        original = [text for text in others if text.status == Text.Status.ORIGINAL]
        return {"left": shown.language, "right": (original or others)[0].language}

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        if "form" in context and context["form"].errors:
            response.status_code = 400
        return response
