"""RSS 2.0: the list as a feed, the last published first."""

import hashlib
import uuid

from django.conf import settings
from django.core.paginator import InvalidPage, Paginator
from django.http import HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import format_html, format_html_join
from django.utils.http import http_date, quote_etag
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from imcwp_site.addresses import list_addresses, site_address, with_query
from imcwp_site.footnotes import with_place
from imcwp_site.languages import language_name
from imcwp_site.phrases import listed
from imcwp_site.text import absolute_links, sound
from statements.filters import PAGING, StatementFilter
from statements.lists import Order
from statements.models import Statement, Text

PAGE_LENGTH = 50
# Never change it: every guid that a feed reader has ever seen is derived from it.
NAMESPACE = uuid.UUID("bed67b13-686f-5062-b126-84371fb8496d")


def guid(statement: Statement) -> str:
    """Give the permanent identity of a statement in feeds: its number alone decides it."""
    return uuid.uuid5(NAMESPACE, str(statement.number)).urn


class ArchiveFeed(Rss201rev2Feed):
    """RSS with what a documentary archive has to say: several authors, languages, full texts."""

    def rss_attributes(self):
        return super().rss_attributes() | {
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
        }

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for relation, url in self.feed["pages"]:
            handler.addQuickElement("atom:link", attrs={"rel": relation, "href": url})

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for tag, contents in item["archive_elements"]:
            handler.addQuickElement(tag, contents)
        for domain, category in item["archive_categories"]:
            handler.addQuickElement("category", category, {"domain": domain})


def facts(statement: Statement, authors: list[str]) -> str:
    """Give the facts of a statement as a short HTML paragraph list, for readers of the feed."""
    lines = [
        (_("Issued"), statement.issued.in_words if statement.issued else _("date not known")),
        (pgettext("authors", "By"), listed(authors)),
        (_("Kind"), statement.kind_label),
        (_("Meeting"), statement.meeting.title if statement.meeting else ""),
        (_("Topics"), listed(link.topic for link in statement.topic_link_list)),
        (
            _("Languages"),
            listed(language_name(text.language) for text in statement.text_list),
        ),
        (_("Source"), statement.source),
    ]
    return format_html(
        "<ul>{}</ul>",
        format_html_join("", "<li>{}: {}</li>", (line for line in lines if line[1])),
    )


def body_in_feed(statement: Statement, text: Text, site: str) -> str:
    """Give a text whose links lead to the site: those of its footnotes to its own page there."""
    page = reverse("statements:text", args=[statement.number, statement.slug, text.language])
    body = with_place(text.body, text.language)
    return mark_safe(absolute_links(body, site, page))  # noqa: S308


def add_item(feed: ArchiveFeed, statement: Statement, site: str) -> None:
    """Add a statement with its dates, authors, topics, languages and texts."""
    authors = [str(one.party or one.printed_name) for one in statement.speakers]
    texts = statement.text_list
    shown = statement.text_to_show(get_language(), "en")
    topics_at = site + reverse("topics:list")
    summary = facts(statement, authors)
    bodies = format_html_join(
        "",
        '<div lang="{}" dir="{}">{}</div>',
        (
            (text.language, text.dir, body_in_feed(statement, text, site))
            for text in texts
            if text.body
        ),
    )
    feed.add_item(
        title=sound((shown and shown.title) or statement.title),
        link=site + statement.get_absolute_url(),
        description=sound(summary),
        unique_id=guid(statement),
        unique_id_is_permalink=False,
        pubdate=statement.published_at,
        archive_categories=[
            (topics_at, sound(str(link.topic))) for link in statement.topic_link_list
        ],
        archive_elements=[
            *(("dc:creator", sound(author)) for author in authors),
            *(("dc:language", text.language) for text in texts),
            *([("dc:date", str(statement.issued))] if statement.issued else []),
            *([("content:encoded", sound(summary + bodies))] if bodies else []),
        ],
    )


def last_change():
    """Give the moment of the last edit or publication of what the public sees or saw."""
    shown = Statement.objects.with_page()
    # Asked one by one, an index answers each; together, every statement is looked at.
    moments = [
        shown.order_by(f"-{moment}").values_list(moment, flat=True).first()
        for moment in ("updated_at", "published_at")
    ]
    return max(filter(None, moments), default=None)


def render(request, statements: StatementFilter) -> HttpResponse:
    """Answer with the list as RSS 2.0, newest publication first, `?page=` going back in time.

    Conditional: a reader that has this very feed gets 304.
    """
    changed = last_change()
    site = site_address(request)
    query = statements.canonical_query
    listed = statements.listed(Order.PUBLISHED, texts=Text.objects.all())
    paginator = Paginator(listed, PAGE_LENGTH)
    try:
        page = paginator.page(request.GET.get(PAGING) or 1)
    except InvalidPage:
        fault = _("The feed has pages from 1 to %s, and no other.") % paginator.num_pages
        return HttpResponseBadRequest(fault, content_type="text/plain; charset=utf-8")

    def address(number: int) -> str:
        paging = f"{PAGING}={number}" if number > 1 else ""
        path = reverse("statements:rendering", args=["rss"])
        return site + with_query(path, "&".join(filter(None, (query, paging))))

    pages = [("first", address(1)), ("last", address(paginator.num_pages))]
    pages += [("previous", address(page.number - 1))] if page.has_previous() else []
    pages += [("next", address(page.number + 1))] if page.has_next() else []
    feed = ArchiveFeed(
        title=f"{statements.sentence()} – {settings.SITE_NAME}",
        link=site + list_addresses(query)["list_url"],
        description=". ".join([statements.sentence(paginator.count), *statements.notices]),
        language=get_language(),
        feed_url=address(page.number),
        ttl=60,
        pages=pages,
    )
    for statement in page:
        add_item(feed, statement, site)
    content = feed.writeString("utf-8").encode()
    response = HttpResponse(content, content_type="application/rss+xml; charset=utf-8")
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=300"
    response["Access-Control-Allow-Origin"] = "*"
    if changed:
        response["Last-Modified"] = http_date(changed.timestamp())
    modified = int(changed.timestamp()) if changed else None
    return get_conditional_response(request, etag, modified, response) or response
