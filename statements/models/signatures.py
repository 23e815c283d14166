"""Who speaks in a statement: authors, initiators and signatories."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from imcwp_site.dates import PartialDateField, partial_date_check
from imcwp_site.sources import Sourced
from parties.models import Party
from statements.models.statements import Statement, validate_reference


class SignatureList(Sourced):
    """What a source says of a joint statement's list of signatures as a whole.

    Lists keep growing and are often seen in part: the stated number, whether the list at hand is
    complete, and whether it is open are three facts.
    """

    statement = models.OneToOneField(
        Statement, models.CASCADE, related_name="signature_list", verbose_name=_("statement")
    )
    reference = models.CharField(
        _("reference"),
        max_length=60,
        unique=True,
        null=True,
        blank=True,
        validators=[validate_reference],
        help_text=_("The identifier of the joint statement in the data files."),
    )
    title = models.CharField(_("title given with the list"), max_length=500, blank=True)
    stated_count = models.PositiveSmallIntegerField(
        _("stated number of signatures"), null=True, blank=True
    )
    is_complete = models.BooleanField(_("list is complete here"), null=True, blank=True)
    is_open = models.BooleanField(_("open for signature"), default=False)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("signature list")
        verbose_name_plural = _("signature lists")
        ordering = ["statement"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reference=""), name="signature_list_reference_not_empty"
            ),
        ]

    def __str__(self):
        return self.title or str(self.statement)

    def clean(self):
        """An empty reference is none."""
        self.reference = self.reference or None


class Signature(Sourced):
    """A party in a role under a statement, or a printed name that no party is known for."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("author")
        INITIATOR = "initiator", _("initiator")
        SIGNATORY = "signatory", _("signatory")
        LATER_SIGNATORY = "later-signatory", _("later signatory")

        @property
        def speaks(self) -> bool:
            """Tell whether the statement is by such a party; others sign what these wrote."""
            return self in (self.AUTHOR, self.INITIATOR)

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="signatures", verbose_name=_("statement")
    )
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        related_name="signatures",
        verbose_name=_("party"),
        null=True,
        blank=True,
    )
    printed_name = models.CharField(
        _("name as printed"),
        max_length=300,
        blank=True,
        help_text=_("Where it differs from the present name, or where the party is not known."),
    )
    role = models.CharField(_("role"), max_length=15, choices=Role, default=Role.AUTHOR)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("The number in the printed list; 0 for none.")
    )
    group = models.CharField(
        _("group"),
        max_length=100,
        blank=True,
        help_text=_("The heading in the list at that time, such as “SolidNet Parties”."),
    )
    added = PartialDateField(
        pgettext_lazy("date", "added"), help_text=_("When a later signatory joined.")
    )

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["statement", "added", "position", "id"]
        indexes = [models.Index(fields=["party", "statement"], name="signature_by_party")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(party__isnull=False) | ~models.Q(printed_name=""),
                name="signature_names_someone",
                violation_error_message=_("Choose the party, or write the name as printed."),
            ),
            models.UniqueConstraint(
                fields=["statement", "party", "role"], name="signature_once_per_role"
            ),
            partial_date_check("added", name="signature_added_is_date"),
        ]

    def __str__(self):
        return self.printed_name or str(self.party)

    @property
    def speaks(self) -> bool:
        """Tell whether the statement is by this party, and not only signed by it."""
        return self.Role(self.role).speaks
