"""Questions to the database about documents and their versions."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from imcwp_site.publishing import PublishingQuerySet


class DocumentQuerySet(PublishingQuerySet):
    """Questions about documents."""

    def with_titles(self):
        """Fetch the texts without their bodies: what a list of documents shows."""
        texts = self.model._meta.get_field("texts").related_model._default_manager
        return self.prefetch_related(models.Prefetch("texts", texts.defer("body")))


class DocumentVersionQuerySet(models.QuerySet):
    """Questions about versions."""

    def newest(self):
        """Give the last version of each language of each document."""
        later = self.model._default_manager.filter(
            document=OuterRef("document"), language=OuterRef("language")
        ).order_by("-n")
        return self.filter(n=Subquery(later.values("n")[:1]))

    def public(self):
        """Give what visitors could read: what stood at the publication, and all since."""
        before = self.model._default_manager.filter(
            document=OuterRef("document"),
            language=OuterRef("language"),
            at__lte=OuterRef("document__published_at"),
        ).order_by("-n")
        stood = Coalesce(Subquery(before.values("n")[:1]), 0)
        return self.filter(Q(n__gte=stood), document__published_at__isnull=False)
