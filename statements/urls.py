"""Addresses of statements, topics and dossiers; see "Addresses" in the design."""

import datetime

from django.urls import path, register_converter

from imcwp_site.dates import LEAP_YEAR, PartialDate
from statements import (
    calendar_views,
    choosing,
    cosigning_views,
    format_views,
    language_views,
    previews,
    publication_views,
    side_by_side_views,
    topic_views,
    version_views,
    views,
)
from statements.files import serving

app_name = "statements"


class DateConverter:
    """A date in an address, as far as given: 2019, 2019/10, 2019/10/18."""

    regex = r"[0-9]{4}(?:/[0-9]{2}(?:/[0-9]{2})?)?"

    def to_python(self, value):
        return PartialDate.parse(value.replace("/", "-"))

    def to_url(self, value):
        return str(value).replace("-", "/")


class NumberConverter:
    """A permanent number, in the one form in which addresses write it."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)


class MonthConverter(DateConverter):
    """A month in an address: 2019/10."""

    regex = r"[0-9]{4}/[0-9]{2}"


class DayConverter:
    """A day of whatever year in an address: 10-18."""

    regex = r"[0-9]{2}-[0-9]{2}"

    def to_python(self, value):
        return datetime.date.fromisoformat(f"{LEAP_YEAR}-{value}")

    def to_url(self, value):
        return f"{value:%m-%d}"


register_converter(DateConverter, "date")
register_converter(MonthConverter, "month")
register_converter(DayConverter, "day")
register_converter(NumberConverter, "number")

urlpatterns = [
    path("statements/", views.StatementListView.as_view(), name="list"),
    path("calendar/", calendar_views.DayView.as_view(), name="calendar"),
    path("calendar/<day:day>/", calendar_views.DayView.as_view(), name="day"),
    path("calendar/<month:month>/", calendar_views.MonthView.as_view(), name="month"),
    path("languages/", language_views.LanguagesView.as_view(), name="languages"),
    path(
        "meetings/<slug:slug>/languages/",
        language_views.MeetingLanguagesView.as_view(),
        name="meeting-languages",
    ),
    path("statements.<str:suffix>", views.rendering, name="rendering"),
    path("statements/choose/<str:facet>/", choosing.ChooseView.as_view(), name="choose"),
    path("statements/<date:date>/", views.StatementArchiveView.as_view(), name="archive"),
    path("statements/<number:number>/", views.short_address, name="number"),
    path("statements/<number:number>/<str:slug>/", views.StatementView.as_view(), name="statement"),
    path(
        "statements/<number:number>/<str:slug>/versions/",
        version_views.HistoryView.as_view(),
        name="versions",
    ),
    path(
        "statements/<number:number>/<str:slug>/versions/<number:n>/",
        version_views.VersionView.as_view(),
        name="version",
    ),
    path(
        "statements/<number:number>/<str:slug>/compare/",
        side_by_side_views.SideBySideView.as_view(),
        name="side-by-side",
    ),
    path(
        "statements/<number:number>/<str:slug>/<slug:language>/",
        views.StatementView.as_view(),
        name="text",
    ),
    path("preview/<str:key>/", previews.page, name="preview"),
    path("preview/<str:key>/<slug:language>/", previews.page, name="preview-text"),
    path("preview/<str:key>/files/<number:pk>/<str:name>", previews.file, name="preview-file"),
    path(
        "preview/<str:key>/files/<number:pk>/<slug:digest>/<int:width>.webp",
        previews.picture,
        name="preview-picture",
    ),
]

# The same in whatever language the page speaks that leads there.
lasting_urls = (
    [
        path("s/<number:number>", views.short_address, name="short"),
        path(
            "statements/<number:number>.<str:suffix>",
            format_views.statement_as,
            name="statement-as",
        ),
        path("statements/<number:number>/files/<number:pk>/<str:name>", serving.file, name="file"),
        path(
            "statements/<number:number>/files/<number:pk>/<slug:digest>/<int:width>.webp",
            serving.picture,
            name="picture",
        ),
    ],
    "lasting",
)

topic_urls = (
    [
        path("", topic_views.TopicListView.as_view(), name="list"),
        path("<slug:slug>/", topic_views.TopicView.as_view(), name="topic"),
    ],
    "topics",
)

dossier_urls = (
    [
        path("", views.DossierListView.as_view(), name="list"),
        path("<slug:slug>/", views.DossierView.as_view(), name="dossier"),
    ],
    "dossiers",
)

cosigning_urls = (
    [
        path("cosigning/", cosigning_views.matrix, name="matrix"),
        path("cosigning.csv", cosigning_views.table, name="table"),
        path("cosigning/<slug:slug>/", cosigning_views.partners, name="partners"),
        path("cosigning/<slug:slug>/<slug:other>/", cosigning_views.pair, name="pair"),
    ],
    "cosigning",
)

publication_urls = (
    [
        path("", publication_views.PeriodicalListView.as_view(), name="list"),
        path("<slug:slug>/", publication_views.PeriodicalView.as_view(), name="periodical"),
        path("<slug:slug>/<int:number>/", publication_views.IssueView.as_view(), name="issue"),
    ],
    "publications",
)
