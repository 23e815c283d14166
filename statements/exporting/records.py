"""Rows of the files whose rows are records: parties, meetings, topics, dossiers, periodicals."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Prefetch

from documents.models import ORIGINAL, Document, DocumentVersion
from imcwp_site.publishing import State
from imcwp_site.slugs import former_slugs_of
from meetings.models import Hosting, Meeting, Participation
from parties.models import Party, PartyName, PartyNote, PartyStanding, PartyWebsite
from statements.exporting.scope import Scope
from statements.exporting.writing import Folder
from statements.importing import collections, files, meetings, parties, renamed
from statements.importing.names import cells_of_names
from statements.importing.records import Table
from statements.importing.values import cell_of
from statements.models import Dossier, DossierEntry, KindName, Periodical, PeriodicalIssue, Topic

PAGE = 500


def words_of_files(words: dict[str, str], value: str) -> str:
    """Give the files' word for a value of the archive."""
    return next((word for word, own in words.items() if own == value), value)


class Slugs:
    """How the files call parties, meetings and other records, by their keys."""

    def __init__(self):
        self.by_kind = {
            kind: dict(model._default_manager.values_list("pk", "slug"))
            for kind, model in (
                ("party", Party),
                ("meeting", Meeting),
                ("topic", Topic),
                ("dossier", Dossier),
                ("periodical", Periodical),
            )
        }
        self.number_of_meeting = dict(Meeting.objects.values_list("pk", "number"))

    def name(self, kind: str, key: int | None) -> str:
        return self.by_kind[kind].get(key, "")

    def cells(self, table: type[Table], instance: Model) -> dict[str, str]:
        """Give the cells that the importer's table would read back into this record."""
        cells = {}
        for column, field in table.fields.items():
            value = cell_of(getattr(instance, field))
            cells[column] = words_of_files(table.words.get(column, {}), value)
        for column, (attribute, kind) in table.references.items():
            if kind != "statement":
                cells[column] = self.name(kind, getattr(instance, attribute))
        return cells


def id_of(reference: str | None, number: int | None) -> str:
    """Give how the files call a statement: by reference, or by number where it has none."""
    return reference or (f"no-{number}" if number else "")


class Records:
    """Writes everything but statements."""

    def __init__(self, folder: Folder, slugs: Slugs, scope: Scope):
        self.folder, self.slugs, self.scope = folder, slugs, scope

    def write(self) -> None:
        self.write_kinds()
        self.write_topics()
        self.write_parties()
        self.write_all(
            parties.PartyRelations,
            self.scope.of(parties.PartyRelation, party="party").order_by("party_id", "pk"),
        )
        self.write_meetings()
        for table in (meetings.MeetingThemes, meetings.PrintedCounts, meetings.OtherDates):
            records = self.scope.of(table.model, meeting="meeting")
            self.write_all(table, records.order_by("meeting_id", "pk"))
        self.write_participations()
        self.write_working_group()
        self.write_all(collections.Dossiers, self.scope.of(Dossier).order_by("pk"))
        self.write_entries()
        self.write_all(collections.Periodicals, self.scope.of(Periodical).order_by("pk"))
        self.write_issues()
        self.write_former_slugs()
        self.write_documents()

    def write_all(self, table: type[Table], instances: Iterable[Model]) -> None:
        """Write every record of a table that cells of its own file say completely."""
        for instance in instances:
            self.folder.write(table.file, self.slugs.cells(table, instance))

    def write_kinds(self) -> None:
        """Write what editors call kinds; those that only the program names need no row."""
        named = [kind for kind in self.scope.of(KindName).order_by("pk") if kind.languages]
        self.write_all(collections.KindNames, named)

    def write_topics(self) -> None:
        for topic in self.scope.of(Topic).order_by("pk"):
            cells = self.slugs.cells(collections.Topics, topic)
            cells["parent_slug"] = self.slugs.name("topic", topic.parent_id)
            self.folder.write(files.TOPICS, cells)

    def write_parties(self) -> None:
        in_order = [
            Prefetch(name, model.objects.order_by("pk"))
            for name, model in (
                ("names", PartyName),
                ("websites", PartyWebsite),
                ("standings", PartyStanding),
                ("notes", PartyNote),
            )
        ]
        found = self.scope.of(Party).order_by("pk")
        for party in found.prefetch_related(*in_order).iterator(PAGE):
            self.write_party(party)

    def write_party(self, party: Party) -> None:
        """Write what the cells can say, and the rest into the further files."""
        cells = self.slugs.cells(parties.Parties, party)
        cells["working_group"] = "y" if party.in_working_group else ""
        names, other_names = cells_of_names(list(party.names.all()))
        sites = [site for site in party.websites.all() if ";" not in site.url]
        standings = list(party.standings.all())
        standing = max(
            (one for one in standings if is_plain_standing(one)),
            key=lambda one: (str(one.as_of), one.standing),
            default=None,
        )
        notes = list(party.notes.all())
        note = next((one for one in notes if not one.date and not one.source), None)
        cells |= names | {
            "website": ";".join(site.url for site in sites),
            "status": words_of_files(files.STANDINGS, standing.standing) if standing else "",
            "status_as_of": str(standing.as_of) if standing else "",
            "dissolved_merged_note": note.text if note else "",
        }
        self.folder.write(files.PARTIES, cells)
        self.write_all(parties.PartyNames, other_names)
        rest = [site for site in party.websites.all() if site not in sites]
        self.write_all(parties.PartyWebsites, rest)
        self.write_all(parties.PartyStandings, [one for one in standings if one != standing])
        self.write_all(parties.PartyNotes, [one for one in notes if one != note])

    def write_meetings(self) -> None:
        hosts = Prefetch("hostings", Hosting.objects.order_by("position"))
        found = self.scope.of(Meeting).order_by("pk")
        for meeting in found.prefetch_related(hosts).iterator(PAGE):
            cells = self.slugs.cells(meetings.Meetings, meeting)
            hostings = list(meeting.hostings.all())
            printed = [host.printed_name for host in hostings]
            in_order = all(host.position == i for i, host in enumerate(hostings, 1))
            fits = in_order and not any(";" in name for name in printed)
            if fits:
                cells["host_party_slugs"] = ";".join(
                    self.slugs.name("party", host.party_id) for host in hostings
                )
                cells["host_party_abbreviations"] = ";".join(printed) if any(printed) else ""
            self.folder.write(files.MEETINGS, cells)
            if not fits:
                self.write_all(meetings.Hostings, hostings)

    def write_participations(self) -> None:
        """Write a row for one party at one meeting, for several roles if all else is the same."""
        pending: dict[str, str] = {}
        roles: list[str] = []
        found = self.scope.of(Participation, meeting="meeting").order_by("pk")
        for participation in found.iterator(PAGE):
            cells = self.slugs.cells(meetings.Participations, participation)
            number = self.slugs.number_of_meeting[participation.meeting_id]
            cells["meeting_number"] = cell_of(number)
            if cells != pending:
                self.write_participation(pending, roles)
                pending, roles = cells, []
            roles.append(words_of_files(files.ROLES, participation.role))
        self.write_participation(pending, roles)

    def write_participation(self, cells: dict[str, str], roles: list[str]) -> None:
        if roles:
            self.folder.write(files.PARTICIPATION, cells | {"role": ";".join(roles)})

    def write_working_group(self) -> None:
        for term in self.scope.of(meetings.WorkingGroupTerm, party="party").order_by("pk"):
            cells = self.slugs.cells(meetings.WorkingGroupTerms, term)
            cells["period"] = f"{term.start}/{term.end}" if term.end else str(term.start)
            self.folder.write(files.WORKING_GROUP, cells)

    def write_entries(self) -> None:
        found = self.scope.of(DossierEntry, dossier="dossier").order_by("dossier_id", "pk")
        for entry in found.select_related("statement").iterator(PAGE):
            cells = self.slugs.cells(collections.DossierEntries, entry)
            statement = entry.statement
            cells["statement_id"] = id_of(statement.reference, statement.number)
            self.folder.write(files.DOSSIER_ENTRIES, cells)

    def write_issues(self) -> None:
        found = self.scope.of(PeriodicalIssue, periodical="periodical").order_by("pk")
        for issue in found.select_related("statement").prefetch_related(
            "contributions", "editions"
        ):
            cells: dict[str, Any] = self.slugs.cells(collections.PeriodicalIssues, issue)
            statement = issue.statement
            editions = sorted(issue.editions.all(), key=lambda edition: edition.pk)
            cells |= {
                "statement_id": id_of(statement.reference, statement.number) if statement else "",
                "contributor_slugs": ";".join(
                    self.slugs.name("party", one.party_id) for one in issue.contributions.all()
                ),
                "languages": ";".join(edition.language for edition in editions),
            }
            self.folder.write(files.PERIODICAL_ISSUES, cells)
            for edition in editions:
                if edition.url:
                    own = {"language": edition.language, "url": edition.url}
                    of_issue = {name: cells[name] for name in ("periodical_slug", "number")}
                    self.folder.write(files.ISSUE_EDITIONS, of_issue | own)

    def write_former_slugs(self) -> None:
        for kind, model in renamed.MODELS.items():
            rows = former_slugs_of(model).filter(record__in=self.scope.of(model))
            rows = rows.order_by("pk").select_related("record")
            for row in rows.iterator(PAGE):
                self.folder.write(
                    files.FORMER_SLUGS,
                    {
                        "kind": kind,
                        "slug": row.record.slug,
                        "former_slug": row.slug,
                        "replaced_at": cell_of(row.replaced_at),
                    },
                )

    def write_documents(self) -> None:
        """Write the texts of the site's own documents, the original of each first."""
        for document in self.scope.of(Document).order_by("pk").prefetch_related("texts"):
            state = "" if document.state == State.PUBLISHED else document.state
            of_document = {
                "slug": document.slug,
                "position": document.position,
                "state": state,
                "published_at": cell_of(document.published_at),
                "withdrawal_reason": document.withdrawal_reason,
            }
            texts = sorted(document.texts.all(), key=lambda one: (one.language != ORIGINAL, one.pk))
            for place, text in enumerate(texts):
                own = {
                    "language": text.language,
                    "title": text.title,
                    "body_html": text.body,
                    "original_hash": text.original_hash,
                }
                named = of_document if not place else {"slug": document.slug}
                self.folder.write(files.DOCUMENTS, named | own)
        if self.scope.with_history:
            self.write_document_versions()

    def write_document_versions(self) -> None:
        found = self.scope.of(DocumentVersion, document="document").select_related("document", "by")
        for version in found.order_by("document_id", "pk").iterator(PAGE):
            by_name = version.by_name or (version.by.get_username() if version.by else "")
            self.folder.write(
                files.DOCUMENT_VERSIONS,
                {
                    "slug": version.document.slug,
                    "language": version.language,
                    "n": version.n,
                    "at": cell_of(version.at),
                    "by_name": by_name,
                    "note": version.note,
                    "title": version.title,
                    "body_html": version.body,
                },
            )


def is_plain_standing(standing: PartyStanding) -> bool:
    """Tell whether the cells of parties.csv can say it."""
    beyond = (standing.since, standing.until, standing.note, standing.source)
    return bool(standing.as_of) and not any(beyond)
