"""The index of the archive: which statements a fact or a word leads to.

`statements.index` tells how it is made and read; nothing else writes these rows.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from statements.models.statements import Statement


class TermField(models.CharField):
    """Folded words, compared code point by code point on every database."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs | {"max_length": 60})

    def db_parameters(self, connection):
        collation = "C" if connection.vendor == "postgresql" else "BINARY"
        return super().db_parameters(connection) | {"collation": collation}


class Posting(models.Model):
    """The statements of a block that bear a fact or hold a word, as a set of their numbers.

    The `level` tells where a word stands (see `statements.index.shape.Level`), 0 that the term is
    a fact. What many new statements add at once is a further `part` of the same posting.
    """

    pk = models.CompositePrimaryKey("term", "level", "block", "part")
    term = TermField(pgettext_lazy("of the index", "term"))
    level = models.PositiveSmallIntegerField(_("level"))
    block = models.PositiveIntegerField(_("block"))
    part = models.PositiveIntegerField(_("part"), default=0)
    numbers = models.BinaryField(_("numbers"), help_text=_("A serialised Roaring bitmap."))

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        indexes = [
            models.Index(
                fields=["block"], condition=models.Q(level=0), name="posting_of_facts_by_block"
            )
        ]

    def __str__(self):
        return f"{self.term} ({self.level}, {self.block}, {self.part})"


class Block(models.Model):
    """65,536 numbers of statements one after another, whose postings change together.

    Writers lock it; the `stamp`, a random number, tells readers whether they have read its
    postings since they changed.
    """

    number = models.PositiveIntegerField(_("number"), primary_key=True)
    stamp = models.BigIntegerField(_("stamp"))
    format = models.PositiveSmallIntegerField(
        _("format"), default=0, help_text=_("Of its postings; 0 while some are missing.")
    )

    class Meta:
        verbose_name = _("block of the index")
        verbose_name_plural = _("blocks of the index")

    def __str__(self):
        return str(self.number)


class IndexedStatement(models.Model):
    """What of a statement is in the index: it tells what to take out, and where words meet."""

    statement = models.OneToOneField(
        Statement,
        models.DO_NOTHING,  # `statements.index.leaving` takes it out, with its postings
        primary_key=True,
        related_name="indexed",
    )
    facts = models.TextField(_("facts"), help_text=_("Terms, separated by spaces."))
    words = models.TextField(
        _("words"),
        help_text=_("A line for each passage: level, language, and the words as they are indexed."),
    )
    awaited = models.TextField(
        _("awaited words"),
        default="",
        help_text=_("As written in a scheduled statement, to be public when it is."),
    )

    class Meta:
        verbose_name = _("indexed statement")
        verbose_name_plural = _("indexed statements")
        indexes = [
            models.Index(
                fields=["statement"],
                condition=models.Q(awaited__gt=""),
                name="indexed_statement_awaited",
            )
        ]

    def __str__(self):
        return str(self.pk)


def begins(field: str, start: str) -> models.Q:
    """Give the condition that the words in a `TermField` begin so, which its index answers."""
    return models.Q(**{f"{field}__gte": start, f"{field}__lt": f"{start}\U0010ffff"})


class Word(models.Model):
    """A word as it is written somewhere in the archive, folded, and a term that it leads to.

    The desk finds by all of them. Others must not learn what stands only in drafts.
    """

    pk = models.CompositePrimaryKey("word", "term")
    word = TermField(_("word"))
    term = TermField(pgettext_lazy("of the index", "term"))
    is_public = models.BooleanField(_("public"), help_text=_("It was in a public text, ever."))

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")

    def __str__(self):
        return self.word
