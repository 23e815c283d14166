"""Meetings as the archive asks for them."""

from django.db import models


class MeetingQuerySet(models.QuerySet):
    """Questions about meetings in the words of the archive."""

    def newest_first(self):
        """Order by date, the last first; of a month known without days, after its days."""
        return self.order_by("-start", "-number", "id")

    def with_hosts(self):
        """Fetch the hosts in order, so that a list shows them in one further query."""
        return self.prefetch_related(
            models.Prefetch("hostings", self.model.hosts.through.objects.select_related("party"))
        )
