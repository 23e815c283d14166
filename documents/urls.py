"""Addresses of the site's own documents, below /about/."""

from django.urls import path
from django.views.generic import RedirectView

from documents import views
from documents.models import FRONT

app_name = "documents"

urlpatterns = [
    path("", views.FrontView.as_view(), name="front"),
    path(
        f"{FRONT}/",
        RedirectView.as_view(pattern_name="documents:front", query_string=True, permanent=True),
    ),
    path("<slug:slug>/", views.DocumentView.as_view(), name="document"),
    path("<slug:slug>/compare/", views.SideBySideView.as_view(), name="side-by-side"),
    path("<slug:slug>/versions/", views.HistoryView.as_view(), name="versions"),
    path(
        "<slug:slug>/versions/<slug:language>/<int:n>/",
        views.VersionView.as_view(),
        name="version",
    ),
]
