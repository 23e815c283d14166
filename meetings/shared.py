"""The parties that several meetings have in common, by what sources say."""

from collections import Counter

from meetings.models import Hosting, Meeting, Participation
from meetings.participation import Column


def shared_with(meeting: Meeting) -> list[Column]:
    """Give the meetings of the same group that name parties of `meeting` too, with their number.

    A party is named as host or in whatever other role, as in the table of parties at meetings.
    """
    named = [party for _meeting, party in pairs(meeting=meeting)]
    counts = Counter(other for other, _party in pairs(party__in=named))
    others = Meeting.objects.grouped_with(meeting).exclude(pk=meeting.pk).filter(pk__in=counts)
    return [Column(other, counts[other.pk], False) for other in others.order_by("start", "id")]


def pairs(**asked):
    """Give meetings and the parties named there by their keys, each pair once."""
    participations, hostings = (
        model.objects.order_by().filter(**asked).values_list("meeting_id", "party_id")
        for model in (Participation, Hosting)
    )
    return participations.union(hostings)
