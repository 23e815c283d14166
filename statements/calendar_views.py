"""The pages of the calendar: on this day, and month by month."""

import datetime

from django.utils import timezone
from django.views.generic import TemplateView

from imcwp_site.dates import DAY_OF_YEAR, LEAP_YEAR, day_in_words
from statements.days import Days, months_of, weeks_of

MONDAY = datetime.date(LEAP_YEAR, 1, 3)


class DayView(TemplateView):
    """What is dated with a day of the year in whatever year: today, or as the address says."""

    template_name = "calendar/day.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        day = self.kwargs.get("day") or today.replace(year=LEAP_YEAR)
        archive = Days()
        dated, rest = archive.on_day(day.month, day.day)
        before, after = (
            (day + datetime.timedelta(step)).replace(year=LEAP_YEAR) for step in (-1, 1)
        )
        return super().get_context_data(**kwargs) | {
            "title": day_in_words(day, DAY_OF_YEAR),
            "is_today": "day" not in self.kwargs,
            "around": [(one, day_in_words(one, DAY_OF_YEAR)) for one in (before, after)],
            "dated": dated,
            "rest": rest,
            "years": archive.years,
            "month_names": [day_in_words(month.first_day, "LLL") for month in months_of(LEAP_YEAR)],
        }


class MonthView(TemplateView):
    """A month as a table of its days, and what is dated with each."""

    template_name = "calendar/month.html"

    def get_context_data(self, **kwargs):
        month, archive = self.kwargs["month"], Days()
        whole, days = archive.in_month(month)
        before, after = archive.around(month)
        return super().get_context_data(**kwargs) | {
            "month": month,
            "whole": whole,
            "days": [day for day in days if day.has_any],
            "weeks": weeks_of(days),
            "weekdays": [
                (day_in_words(day, "cccccc"), day_in_words(day, "cccc"))
                for day in (MONDAY + datetime.timedelta(n) for n in range(7))
            ],
            "before": before,
            "after": after,
        }
