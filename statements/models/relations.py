"""What one statement is to another, as far as a source says so."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from imcwp_site.sources import Sourced
from statements.models.statements import Statement


class StatementRelation(Sourced):
    """A relation that a statement has to an earlier one: it answers, replaces or corrects it.

    Only this direction is kept; what was answered, replaced or corrected by it is worked out.
    """

    class Kind(models.TextChoices):
        ANSWERS = "answers", _("in answer to")
        REPLACES = "replaces", _("replaces")
        CORRECTS = "corrects", _("corrects")

        @property
        def label_of_other(self) -> str:
            """What the other is to the statement."""
            return str(LABELS_OF_OTHERS[self])

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="relations", verbose_name=_("statement")
    )
    kind = models.CharField(
        _("relation"),
        max_length=8,
        choices=Kind,
        help_text=_("What replaces another stands in its place; what corrects it, beside it."),
    )
    other = models.ForeignKey(
        Statement,
        models.PROTECT,
        related_name="relations_of_others",
        verbose_name=_("other statement"),
        help_text=_("The earlier one. Its page tells of this one by itself."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("relation to another statement")
        verbose_name_plural = _("relations to other statements")
        ordering = ["statement", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(other=models.F("statement")),
                name="statement_relation_not_to_itself",
                violation_error_message=_("A statement has no relation to itself."),
            ),
            models.UniqueConstraint(
                fields=["statement", "kind", "other"], name="statement_relation_once"
            ),
        ]

    def __str__(self):
        return f"{self.statement_id}: {self.get_kind_display()} {self.other}"

    @property
    def closes_circle(self) -> bool:
        """Tell whether the other replaces this statement already, directly or by way of others."""
        return (
            self.kind == self.Kind.REPLACES
            and self.statement_id is not None
            and Statement.objects.replacing(self.statement_id).filter(pk=self.other_id).exists()
        )

    def clean(self):
        """Of two statements only one can stand in the place of the other."""
        if self.closes_circle:
            raise ValidationError(
                {"other": _("The other statement replaces this one already.")}, code="circle"
            )


LABELS_OF_OTHERS = {
    StatementRelation.Kind.ANSWERS: _("answered by"),
    StatementRelation.Kind.REPLACES: _("replaced by"),
    StatementRelation.Kind.CORRECTS: _("corrected by"),
}
