"""Meetings as the archive asks for them."""

from django.db import models

from imcwp_site.dates import touches


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

    def in_groups(self, *groups):
        """Keep the meetings of these groups: the series, the sessions, the others."""
        return self.filter(kind__in=[kind for kind in self.model.Kind if kind.group in groups])

    def of_series(self):
        """Keep the meetings of the series itself."""
        return self.in_groups(self.model.Group.SERIES)

    def grouped_with(self, meeting):
        """Keep the meetings that are listed together with `meeting`."""
        return self.in_groups(meeting.group)

    def within(self, after, before):
        """Keep the meetings that began in the range of dates, as far as is known."""
        return self.filter(touches("start", after, before))

    def held(self):
        """Keep the meetings that took place."""
        return self.filter(status=self.model.Status.HELD)

    def expected(self, latest):
        """Give the meetings that are planned, and those not held although due after `latest`."""
        due = models.Q(start__gt=str(latest.start or "")) if latest else models.Q()
        planned = models.Q(status=self.model.Status.PLANNED)
        not_held = self.exclude(status=self.model.Status.HELD)
        return not_held.filter(planned | due).order_by("start", "id")

    def before(self, meeting):
        """Give the meetings that began before `meeting`, the nearest first."""
        return self.filter(start__lt=str(meeting.start or "")).order_by("-start", "-id")

    def after(self, meeting):
        """Give the meetings that began after `meeting`, the nearest first."""
        return self.filter(start__gt=str(meeting.start or "")).order_by("start", "id")
