"""The address book of the whole site."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from statements.urls import dossier_urls, topic_urls

urlpatterns = [
    path("", include("statements.urls")),
    path("topics/", include(topic_urls)),
    path("dossiers/", include(dossier_urls)),
    path(
        "feed/",
        RedirectView.as_view(
            pattern_name="statements:rendering", query_string=True, permanent=True
        ),
        {"suffix": "rss"},
        name="feed",
    ),
    path("admin/", admin.site.urls),
]
