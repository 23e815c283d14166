"""The address book of the whole site."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView, TemplateView

from imcwp_site import views
from statements.filters import FACETS
from statements.urls import (
    cosigning_urls,
    dossier_urls,
    lasting_urls,
    publication_urls,
    topic_urls,
)

in_every_language: list[URLPattern | URLResolver] = [
    path("", views.HomeView.as_view(), name="home"),
    path("search/", views.SearchView.as_view(), name="search"),
    path("opensearch.xml", views.OpenSearchView.as_view(), name="opensearch"),
    path("about/design/", views.DesignView.as_view(), name="design"),
    path("about/design/pictures/", views.PicturesDesignView.as_view(), name="design-pictures"),
    path("about/", include("documents.urls")),
    path("pictures/", TemplateView.as_view(template_name="pictures.html"), name="pictures"),
    path("", include("statements.urls")),
    path("parties/", include(cosigning_urls)),
    path("parties/", include("parties.urls")),
    path("", include("meetings.urls")),
    path("topics/", include(topic_urls)),
    path("dossiers/", include(dossier_urls)),
    path("publications/", include(publication_urls)),
    path(
        "feed/",
        RedirectView.as_view(
            pattern_name="statements:rendering", query_string=True, permanent=True
        ),
        {"suffix": "rss"},
        name="feed",
    ),
]

urlpatterns = [
    *i18n_patterns(*in_every_language, prefix_default_language=False),
    path("", include(lasting_urls)),
    path("en/<path:rest>", views.in_english),
    path("en/", views.in_english),
    path(
        "robots.txt",
        TemplateView.as_view(
            template_name="robots.txt",
            content_type="text/plain; charset=utf-8",
            extra_context={"facets": FACETS},
        ),
        name="robots",
    ),
    path("admin/", admin.site.urls),
]
