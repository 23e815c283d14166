"""What templates of every section need; loaded as a builtin."""

from django import template
from django.conf import settings
from django.template.defaultfilters import stringfilter
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from imcwp_site import countries, interface, languages
from imcwp_site.addresses import is_long, site_address
from imcwp_site.counts import Count
from imcwp_site.dates import PartialDate
from imcwp_site.directions import isolated
from imcwp_site.footnotes import with_place
from imcwp_site.interface import InInterface
from imcwp_site.phrases import capfirst, listed, quoted, separator
from imcwp_site.sources import URL_START, Source, sources_in
from imcwp_site.translated import ENGLISH, Said
from imcwp_site.written_dates import examples

register = template.Library()
register.filter(isolated)
register.filter(quoted)
register.filter(listed)
register.simple_tag(separator)
register.filter("capfirst", stringfilter(capfirst), is_safe=True)  # in place of Django's


@register.simple_tag
def site_name() -> str:
    """Give the name of the archive."""
    return settings.SITE_NAME


@register.simple_tag(takes_context=True)
def in_all_languages(context) -> list[InInterface]:
    """Give the page in each language of the interface; none where there is no request."""
    request = context.get("request")
    return interface.in_all_languages(request) if request else []


@register.simple_tag(takes_context=True)
def long_query(context) -> list[tuple[str, str]]:
    """Give the query of the page, name by value, where it is too long to be repeated in links."""
    request = context["request"]
    if not is_long(request.META.get("QUERY_STRING", "")):
        return []
    return [(name, value) for name, values in request.GET.lists() for value in values]


@register.simple_tag(takes_context=True)
def site_root(context) -> str:
    """Give the address of the site, for addresses that have to be whole."""
    return site_address(context["request"])


@register.filter
def cleaned(html: str, place: str = "") -> str:
    """Mark safe what `imcwp_site.text.clean_html` left of a text: the only place that does.

    Only for values that were cleaned when they were kept, such as `Text.body`. Of several texts on
    a page each has a `place`, its language, that leads the names of its footnotes.
    """
    return mark_safe(with_place(html, place) if place else html)  # noqa: S308


@register.filter
def sources(text: str) -> list[Source]:
    """Give the sources named in `text` one by one."""
    return sources_in(text)


@register.filter
def cited(source: Source) -> str:
    """Write a source as a reader says it: a link named by its site, and what is said beside it."""
    if not source.url:
        return in_english(source.text)
    remark = format_html(" {}", in_english(source.remark)) if source.remark else ""
    return format_html('<a href="{}">{}</a>{}', source.url, source.site, remark)


@register.filter
def without_scheme(url: str) -> str:
    """Give an address as people say it: "inter.kke.gr/en"."""
    return URL_START.sub("", url).rstrip("/")


@register.filter
def counted(number: int) -> Count:
    """Let a number of things print as the interface language writes it: "911,870"."""
    return Count(number)


@register.filter
def as_language(code: str) -> str:
    """Name a language in the interface language."""
    return languages.language_name(code)


@register.filter
def marked(words: Said) -> str:
    """Mark words that are not in the interface language with the one that they are in."""
    if not words.is_foreign:
        return words.words
    return format_html('<span lang="{}" dir="{}">{}</span>', words.language, words.dir, words.words)


@register.filter
def in_english(words: str) -> str:
    """Mark words that are the archive's own, in English: its titles, the notes of its editors."""
    return marked(Said(words, ENGLISH)) if words else ""


@register.filter
def own_name(code: str) -> str:
    """Name a language in itself."""
    return languages.own_name(code)


@register.filter
def direction(code: str) -> str:
    """Give the writing direction of a language for the HTML attribute `dir`."""
    return languages.direction(code)


@register.simple_tag
def right_to_left_codes() -> str:
    """Give the codes of the languages that are written from right to left, for scripts."""
    return " ".join(sorted(languages.RIGHT_TO_LEFT))


@register.filter
def country_name(code: str) -> str:
    """Name a country or territory in the interface language."""
    return countries.country_name(code)


@register.simple_tag
def period(since: PartialDate | None, until: PartialDate | None) -> str:
    """Say a period of which either end may be unknown: "until 2006"."""
    if since and until:
        return f"{since.in_words} – {until.in_words}"
    if since:
        return _("since %(date)s") % {"date": since.in_words}
    return _("until %(date)s") % {"date": until.in_words} if until else ""


@register.simple_tag
def date_hint() -> str:
    """Show how dates may be written, in the interface language."""
    return _("As much as you know: %(year)s, %(month)s or %(day)s") % examples()


@register.filter
def described(field, hint: str = ""):
    """Draw a text box or select that names its error and its hint for those who hear the page."""
    errors = {"aria-invalid": "true"} if field.errors else {}
    ids = [error_id(field)] if field.errors else []
    ids += [hint] if hint else []
    return field.as_widget(attrs=errors | ({"aria-describedby": " ".join(ids)} if ids else {}))


@register.filter
def error_id(field) -> str:
    """Give the id of the element that holds the errors of a field."""
    return format_html("{}-error", field.auto_id)
