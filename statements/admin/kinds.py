from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from imcwp_site.admin import Desk
from imcwp_site.languages import own_name
from imcwp_site.phrases import capfirst, listed, quoted
from imcwp_site.templatetags.archive import marked
from imcwp_site.translated import ENGLISH, Said, columns_of, language_of
from statements.admin.translating import Translating
from statements.models import KindName
from statements.models.kinds import Kind, name_of


@admin.register(KindName)
class KindNameAdmin(Translating, Desk):
    """All kinds: the program has made them, editors say what they are called."""

    list_display = ["word", "called", "in_own_words"]
    search_fields = ["kind", "name", *columns_of("name")]
    actions = None
    fieldsets = [
        (
            None,
            {
                "fields": ["name"],
                "description": gettext_lazy(
                    "As within a sentence; headings begin it with a capital letter. A name is "
                    "shown in its own language only."
                ),
            },
        ),
        (gettext_lazy("In other languages"), {"fields": [*columns_of("name")]}),
    ]

    @admin.display(description=gettext_lazy("kind"), ordering="kind")
    def word(self, kind):
        return capfirst(str(kind))

    @admin.display(description=gettext_lazy("shown as"))
    def called(self, kind):
        return name_of(kind.kind)

    @admin.display(description=gettext_lazy("renamed in"))
    def in_own_words(self, kind):
        return listed(own_name(language) for language in kind.languages)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Say beside each box what stands in its place while it is empty."""
        form = super().get_form(request, obj, change=change, **kwargs)
        for column, field in form.base_fields.items():
            language = language_of(column) or ENGLISH
            with override(language):
                word = Said(str(Kind(obj.kind).word), language)
            field.help_text = _("While it is empty: %(word)s.") % {"word": quoted(marked(word))}
        return form
