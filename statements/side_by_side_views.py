"""The page with two texts of a statement side by side."""

from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from imcwp_site.side_by_side import side_by_side
from imcwp_site.two_languages import LanguagesForm
from statements.models import Text
from statements.views import StatementPageView


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
        rows = side_by_side(*(text.body for text in form.pair)) if form.pair else []
        return context | {"form": form, "pair": form.pair, "rows": rows}

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
