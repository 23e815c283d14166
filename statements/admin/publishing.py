from django.utils.translation import gettext_lazy as _

from imcwp_site.admin import DeskForm
from imcwp_site.publishing import State


class PublishingForm(DeskForm):
    """Fills the publication time before the rules of publishing are asked."""

    def clean(self):
        cleaned = super().clean()
        if "published_at" in cleaned and "state" in cleaned:
            record = self.instance
            record.state, record.published_at = cleaned["state"], cleaned["published_at"]
            record.set_publication_time()
            cleaned["published_at"] = record.published_at
        return cleaned


class DraftableForm(PublishingForm):
    """Lets a draft be kept before its `required_later` fields are known."""

    required_later: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.required_later:
            if name in self.fields:  # a form that is only read has none
                self.fields[name].required = False

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("state") != State.DRAFT:
            for name in self.required_later:
                if name in self.fields and not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Only a draft may lack this."))
        return cleaned
