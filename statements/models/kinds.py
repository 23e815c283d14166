"""The kinds of statements, and what editors call them in the languages of the interface.

A kind is a word of the program, which does something with it, and the catalogues say it in every
language. Where editors would rather have another word, theirs is said instead.
"""

from contextvars import ContextVar
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import models
from django.dispatch import receiver
from django.utils.functional import lazy
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from imcwp_site.languages import INTERFACE
from imcwp_site.translated import ENGLISH, in_every_language, translations


class Kind(models.TextChoices):
    """What a statement is: its `word` is the program's, its `label` the one that is shown."""

    STATEMENT = "statement", pgettext_lazy("kind of document", "statement")
    DECLARATION = "declaration", _("declaration")
    JOINT_STATEMENT = "joint-statement", _("joint statement")
    RESOLUTION = "resolution", _("resolution or motion")
    APPEAL = "appeal", _("appeal")
    PLAN_OF_ACTION = "plan-of-action", _("plan of action")
    CONTRIBUTION = "contribution", _("contribution")
    OPENING_SPEECH = "opening-speech", _("opening speech")
    SPEECH = "speech", _("speech")
    PRESS_RELEASE = "press-release", _("press release")
    COMMUNIQUE = "communique", _("communiqué")
    REPORT = "report", _("report")
    PARTICIPANTS = "participants", _("list of participants")
    MESSAGE = "message", _("message")
    OPEN_LETTER = "open-letter", _("open letter")
    INTERVIEW = "interview", _("interview")
    ARTICLE = "article", _("article")
    NEWS = "news", _("news")
    BULLETIN = "bulletin", _("bulletin")
    DOSSIER = "dossier", _("dossier")

    @property
    def word(self):
        """What the program calls it, in the language of the interface when it is shown."""
        return super().label

    @property
    def label(self):
        """What it is called (see `name_of`), in the language of the interface when it is shown."""
        return name_when_shown(self)


Names = dict[str, dict[str, str]]  # by language and kind

# What the request that is being answered knows of names. Each asks anew, so that no process goes on
# saying what another has changed.
_known: ContextVar[list[Names] | None] = ContextVar("names of kinds", default=None)


@receiver(request_started)
def know_nothing_yet(**_kwargs: Any) -> None:
    """Let a request ask once for what it needs."""
    _known.set([])


@receiver(request_finished)
def forget(**_kwargs: Any) -> None:
    """Let what is done outside of requests ask each time."""
    _known.set(None)


def names_of_editors() -> Names:
    """Give what editors call kinds in each language of the interface; they are few."""
    known = _known.get()
    if known:
        return known[0]
    names: Names = {language: {} for language in INTERFACE}
    for row in KindName.objects.order_by():
        for words, language in in_every_language(row, "name"):
            if words:
                names[language][row.kind] = words
    if known is not None:
        known.append(names)
    return names


def name_of(kind: str) -> str:
    """Say a kind in the language of the interface: as editors do there, else as the program does.

    Who says it otherwise in English only leaves what the other languages say as it is.
    """
    return names_of_editors().get(get_language() or ENGLISH, {}).get(kind) or str(Kind(kind).word)


name_when_shown = lazy(name_of, str)


class KindField(models.CharField):
    """A column for a kind, which names its values as editors do in forms, lists and filters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        words = [(kind.value, kind.word) for kind in Kind]
        super().__init__(*args, **kwargs | {"max_length": 15, "choices": words})

    @property
    def flatchoices(self):
        return Kind.choices

    def get_choices(self, *args: Any, **kwargs: Any):
        names = dict(self.flatchoices)
        choices = super().get_choices(*args, **kwargs)
        return [(value, names.get(value, word)) for value, word in choices]

    def deconstruct(self):
        """Migrations know it as the column of text that it is."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class KindName(models.Model):
    """What editors call a kind, in each language in which the program's word does not suit them."""

    kind = KindField(_("kind"), primary_key=True)
    name = models.CharField(_("name"), max_length=100, blank=True)
    name_es, name_fr, name_pt, name_ru, name_ar, name_el, name_tr = translations(
        models.CharField, _("name"), max_length=100
    )

    class Meta:
        verbose_name = _("name of a kind")
        verbose_name_plural = _("names of kinds")
        ordering = ["kind"]

    def __str__(self):
        return str(Kind(self.kind).word)

    @property
    def languages(self) -> list[str]:
        """The languages in which editors have their own word."""
        return [language for words, language in in_every_language(self, "name") if words]
