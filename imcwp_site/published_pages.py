"""Pages of records that editors publish: public, a preview, or withdrawn with the reason."""

from django.http import Http404, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.generic import DetailView


class PublishedPageView(DetailView):
    """The page of a record that editors publish.

    Visitors read it once it is public; withdrawn, it gives only the reason, with status 410.
    Before that it is a preview, never cached and never indexed, for those who may read it.
    """

    withdrawn_template_name = ""

    def get_object(self, queryset=None):
        """Give a record that has a public page, or that the visitor may preview (else Http404)."""
        record = super().get_object(queryset)
        # Only a preview looks at the session, so that visitors get no cookie.
        if record.is_public or record.is_withdrawn or self.may_preview(record):
            return record
        raise Http404(_("This page is not public."))

    def may_preview(self, record) -> bool:
        """Tell whether the visitor is an editor who publishes such records."""
        meta = record._meta
        return self.request.user.has_perm(f"{meta.app_label}.publish_{meta.model_name}")

    def get_template_names(self):
        if self.object.is_withdrawn:
            return [self.withdrawn_template_name]
        return super().get_template_names()

    def get_context_data(self, **kwargs):
        is_preview = not (self.object.is_public or self.object.is_withdrawn)
        return super().get_context_data(**kwargs) | {"is_preview": is_preview}

    def render_to_response(self, context, **kwargs):
        status = 410 if self.object.is_withdrawn else 200
        response = super().render_to_response(context, status=status, **kwargs)
        return kept_private(response) if context["is_preview"] else response


def kept_private(response) -> HttpResponse:
    """Keep a preview out of caches and of search engines."""
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
