"""Signatures from a list, written at once: what is there already is left as it is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imcwp_site.dates import PartialDate
from imcwp_site.folding import fold
from imcwp_site.phrases import listed
from parties.models import Party
from statements import versions
from statements.models import Signature, Statement


@dataclass(frozen=True, slots=True)
class Signed:
    """What an editor decided of a line: who signed, under which printed name."""

    party: Party | None
    printed: str
    role: str = Signature.Role.SIGNATORY
    position: int = 0
    group: str = ""
    added: PartialDate | None = None


class Present:
    """The signatures that a statement has, by party and by the name that is printed for them."""

    def __init__(self, statement: Statement):
        self.of_party: dict[int, list[Signature]] = defaultdict(list)
        self.printed: dict[str, list[Signature]] = defaultdict(list)
        for signature in statement.signatures.select_related("party"):
            if signature.party:
                self.of_party[signature.party.pk].append(signature)
            present_name = signature.party.name if signature.party else ""
            self.printed[fold(signature.printed_name or present_name)].append(signature)

    def has(self, party: Party, role: str) -> bool:
        return any(signature.role == role for signature in self.of_party.get(party.pk, ()))

    def take(self, printed: str) -> Signature | None:
        """Give a signature of this printed name; the next line that prints it means another."""
        signatures = self.printed.get(fold(printed))
        return signatures.pop(0) if signatures else None


@dataclass
class Written:
    """What became of a list."""

    added: list[Signature] = field(default_factory=list)
    resolved: list[Signature] = field(default_factory=list)
    present: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.resolved)

    @property
    def note(self) -> str:
        """Say it in a few words for the record."""
        added = ngettext(
            "%(n)d signature from a list", "%(n)d signatures from a list", len(self.added)
        )
        resolved = ngettext(
            "%(n)d printed name resolved", "%(n)d printed names resolved", len(self.resolved)
        )
        said = [(added, self.added), (resolved, self.resolved)]
        return listed(words % {"n": len(signatures)} for words, signatures in said if signatures)

    @property
    def in_words(self) -> str:
        """Say it in a sentence or two for the editor."""
        said = f"{self.note}." if self else _("Nothing was added.")
        if self.present:
            present = ngettext(
                "%(n)d was there already.", "%(n)d were there already.", self.present
            )
            said = f"{said} {present % {'n': self.present}}"
        return said


def write(statement: Statement, signed: Iterable[Signed], *, by) -> Written:
    """Add signatures to a statement as one version; within a transaction that holds its row."""
    present, written = Present(statement), Written()
    for each in signed:
        kept = present.take(each.printed)
        unresolved = kept if kept and not kept.party_id else None
        party = each.party
        if unresolved if party is None else present.has(party, each.role):
            written.present += 1
        elif party and unresolved and not present.has(party, unresolved.role):
            unresolved.party, unresolved.printed_name = party, printed_beside(each)
            present.of_party[party.pk].append(unresolved)
            written.resolved.append(unresolved)
        else:
            written.added.append(signature_of(statement, each))
            if party:
                present.of_party[party.pk].append(written.added[-1])
    if written:
        Signature.objects.bulk_create(written.added)
        Signature.objects.bulk_update(written.resolved, ["party", "printed_name"])
        statement.save(update_fields=["updated_at"])
        versions.record(statement, by=by, note=written.note)
    return written


def signature_of(statement: Statement, signed: Signed) -> Signature:
    return Signature(
        statement=statement,
        party=signed.party,
        printed_name=printed_beside(signed),
        role=signed.role,
        position=signed.position,
        group=signed.group,
        added=signed.added,
    )


def printed_beside(signed: Signed) -> str:
    """Give the printed name where it says more than the party's present name."""
    return "" if signed.party and signed.printed == signed.party.name else signed.printed
