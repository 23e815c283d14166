"""“Save and add another”: statements of one meeting are entered one after the other."""

from imcwp_site.numbers import number_in
from statements.admin.texts import TextInline

LIKE = "like"  # in the address of an empty form: the number of the statement entered before
KEPT = ("kind", "meeting", "source")


class AddsAnother:
    """A section of statements whose next form begins like the statement that was just saved."""

    def response_add(self, request, obj, post_url_continue=None):
        response = super().response_add(request, obj, post_url_continue)
        return self.lead_to_another(request, obj, response)

    def response_change(self, request, obj):
        return self.lead_to_another(request, obj, super().response_change(request, obj))

    def lead_to_another(self, request, statement, response):
        if "_addanother" in request.POST and response.status_code == 302:
            joint = "&" if "?" in response.url else "?"
            response["Location"] += f"{joint}{LIKE}={statement.pk}"
        return response

    def entered_before(self, request):
        """Give the statement like which the form begins, None if there is none to be seen."""
        number = number_in(request.GET.get(LIKE))
        return self.get_queryset(request).filter(pk=number).first() if number else None

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        before = self.entered_before(request)
        return initial | {name: before.serializable_value(name) for name in KEPT if before}

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, TextInline) and "data" not in kwargs and obj._state.adding:
            before = self.entered_before(request)
            if text := before and before.texts.first():
                kwargs["initial"] = [{"language": text.language}]
        return kwargs
