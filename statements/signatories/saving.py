"""Signatures from a list, written at once: what is there already is left as it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imcwp_site.dates import PartialDate
from imcwp_site.folding import fold
from parties.models import Party
from statements import versions
from statements.models import Signature, Statement

Role = Signature.Role


@dataclass(frozen=True, slots=True)
class Signed:
    """What an editor decided of a line: who signed, under which printed name."""

    party: Party | None
    printed: str
    role: str = Role.SIGNATORY
    position: int = 0
    group: str = ""
    added: PartialDate | None = None


class Present:
    """The signatures that a statement has, by party and by printed name."""

    def __init__(self, statement: Statement):
        self.roles: dict[int, dict[str, Signature]] = {}
        self.unresolved: dict[str, Signature] = {}
        for signature in statement.signatures.select_related("party"):
            self.add(signature)

    def add(self, signature: Signature) -> None:
        if signature.party_id:
            self.roles.setdefault(signature.party_id, {})[signature.role] = signature
        else:
            self.unresolved[fold(signature.printed_name)] = signature

    def of_party(self, party: Party) -> list[Signature]:
        return list(self.roles.get(party.pk, {}).values())

    def named(self, printed: str) -> Signature | None:
        """Give the signature that keeps this printed name for want of a party."""
        return self.unresolved.get(fold(printed))


@dataclass
class Written:
    """What became of a list."""

    added: list[Signature] = field(default_factory=list)
    resolved: list[Signature] = field(default_factory=list)
    present: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.resolved)

    @property
    def in_words(self) -> str:
        """Say it in a sentence for the editor."""
        return " ".join(filter(None, [self.note and f"{self.note}.", self.rest]))

    @property
    def note(self) -> str:
        """Say it in a few words for the record."""
        n, resolved = len(self.added), len(self.resolved)
        said = []
        if n:
            said.append(ngettext("%(n)d signature from a list", "%(n)d signatures from a list", n) % {"n": n})
        if resolved:
            said.append(
                ngettext("%(n)d printed name resolved", "%(n)d printed names resolved", resolved)
                % {"n": resolved}
            )
        return ", ".join(said)

    @property
    def rest(self) -> str:
        if self.present:
            return ngettext("%(n)d was there already.", "%(n)d were there already.", self.present) % {"n": self.present}
        return "" if self else _("Nothing was added.")


def write(statement: Statement, signed: Iterable[Signed], *, by) -> Written:
    """Add the signatures to the statement as one version; call it in a transaction."""
    present, written = Present(statement), Written()
    for each in signed:
        kept = present.named(each.printed)
        if each.party and each.role in present.roles.get(each.party.pk, {}):
            written.present += 1
        elif each.party and kept:
            kept.party = each.party
            kept.printed_name = printed_beside(each)
            kept.save()
            present.add(kept)
            written.resolved.append(kept)
        elif kept:
            written.present += 1
        else:
            signature = Signature(
                statement=statement,
                party=each.party,
                printed_name=printed_beside(each),
                role=each.role,
                position=each.position,
                group=each.group,
                added=each.added,
            )
            present.add(signature)
            written.added.append(signature)
    Signature.objects.bulk_create(written.added)
    if written:
        statement.save(update_fields=["updated_at"])
        versions.record(statement, by=by, note=written.note)
    return written


def printed_beside(signed: Signed) -> str:
    """Give the printed name where it says more than the party's present name."""
    return "" if signed.party and signed.printed == signed.party.name else signed.printed


