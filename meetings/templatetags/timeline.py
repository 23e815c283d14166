"""The timeline of meetings as SVG: coloured by the stylesheet, each mark a link."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from meetings.models import Meeting
from meetings.timeline import EDGE, FOOT, HEAD, YEAR, Lane, Mark, Timeline

register = template.Library()

# The signs of a numbered meeting, of another and of a session, with what a pointer can hit.
SIGNS = mark_safe(
    '<defs><circle id="reach" r="12" fill="none" stroke="none" pointer-events="all"/>'
    '<circle id="disc" r="12"/><g id="point"><use href="#reach"/><circle r="6"/></g>'
    '<g id="square"><use href="#reach"/><path d="M-5-5H5V5H-5Z"/></g></defs>'
)
Status, Kind = Meeting.Status, Meeting.Kind


@register.simple_tag
def timeline_of(meetings: Iterable[Meeting]) -> Timeline:
    """Put meetings in their places on a timeline."""
    return Timeline(meetings)


@register.simple_tag
def timeline_picture(timeline: Timeline) -> str:
    """Draw the lanes with their names, the years below, and a line where each year begins."""
    bottom = timeline.height - FOOT
    years = list(enumerate(timeline.years))
    lines = "".join(f"M{EDGE + YEAR * n} 0V{bottom}" for n in range(len(years) + 1))
    return format_html(
        '<svg width="{}" height="{}" role="group" aria-labelledby="timeline">\n'
        '{}<path class="years" d="{}"/>\n{}\n<g aria-hidden="true">{}</g>\n</svg>',
        timeline.width,
        timeline.height,
        SIGNS,
        lines,
        format_html_join("\n", "{}", ((drawn(lane),) for lane in timeline.lanes)),
        format_html_join(
            "",
            '<text x="{}" y="{}">{}</text>',
            ((EDGE + YEAR * n + YEAR // 2, bottom + 17, year) for n, year in years),
        ),
    )


def drawn(lane: Lane) -> str:
    """Draw a lane: its name and its marks."""
    return format_html(
        '<g role="group" aria-label="{}"><text class="lane" x="{}" y="{}">{}</text>\n{}</g>',
        lane.name,
        EDGE + 4,
        lane.top + HEAD - 8,
        lane.name,
        format_html_join("\n", "{}", ((link(mark, lane.y(mark)),) for mark in lane.marks)),
    )


def link(mark: Mark, y: int) -> str:
    """Draw a meeting as a link: a number in a disc, a point, or a square for a session.

    It is pale if no day is known, with a bracket below the year if no month is. What was not held
    is an outline, crossed out if it was cancelled.
    """
    x, meeting = round(mark.x), mark.meeting
    parts = [format_html('<use{} href="#{}"/>', paleness(mark), sign(meeting))]
    if meeting.start and meeting.start.precision == "year":
        parts.append(stroke(f"M{mark.left - x + 1:.0f} 9V12H{mark.right - x - 1:.0f}V9"))
    if meeting.status == Status.CANCELLED:
        parts.append(stroke("M-8-8L8 8M-8 8L8-8"))
    if meeting.number:
        parts.append(format_html('<text y="5">{}</text>', meeting.number))
    return format_html(
        '<a href="{}"{} transform="translate({} {})"><title>{}</title>{}</a>',
        meeting.get_absolute_url(),
        "" if meeting.status == Status.HELD else mark_safe(' class="unheld"'),
        x,
        y,
        mark.title,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def sign(meeting: Meeting) -> str:
    """Name the sign that stands for a meeting."""
    if meeting.number:
        return "disc"
    return "square" if meeting.kind == Kind.WORKING_GROUP else "point"


def paleness(mark: Mark) -> SafeString | str:
    """Give the class of a mark of which no day is known."""
    return mark_safe(' class="vague"') if mark.is_vague else ""


def stroke(path: str) -> SafeString:
    """Draw a line."""
    return format_html('<path d="{}"/>', path)
