"""The files of an archive folder and their columns: what the importer reads, the exporter writes.

`docs/data-format.md` says what each column means; a test keeps the two alike.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from imcwp_site.translated import columns_of

# Columns by which a person tells what a row is about, beside those of its key.
TELLING = ("joint_statement_id", "party_slug", "printed_name", "title", "name_en", "name")


class Row(NamedTuple):
    """One row: where it stands, and its cells by column name.

    `former` is an address name of old by which it calls a record, if it does.
    """

    file: str
    line: int
    cells: dict[str, Any]
    former: str = ""


@dataclass(frozen=True)
class DataFile:
    """One file: the columns its header must have, those it may have, and what makes a key."""

    name: str
    columns: tuple[str, ...]
    optional: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    key: tuple[str, ...] = ()

    @property
    def all_columns(self) -> tuple[str, ...]:
        return self.columns + self.optional

    @cached_property
    def telling(self) -> tuple[str, ...]:
        """The columns by which a person knows the record of a row."""
        further = [name for name in TELLING if name in self.all_columns and name not in self.key]
        return (*self.key, *further)

    def name_of(self, cells: dict[str, Any]) -> str:
        """Name the record of a row."""
        return " · ".join(str(cells[name]) for name in self.telling if cells.get(name))


def data_file(name: str, columns: str, *, optional: str = "", filled: str, key: str) -> DataFile:
    """Write a `DataFile` with its columns as words."""
    return DataFile(
        name,
        columns=tuple(columns.split()),
        optional=tuple(optional.split()),
        filled=tuple(filled.split()),
        key=tuple(key.split()),
    )


# The eight files of `data/`.

TOPICS = data_file(
    "topics.csv",
    "slug name parent_slug scope_note source confidence",
    optional=" ".join(columns_of("name", "scope_note")),
    filled="slug name",
    key="slug",
)
PARTIES = data_file(
    "parties.csv",
    "slug name_en name_native abbreviation abbreviation_variants country founded_year website "
    "former_names dissolved_merged_note status status_as_of working_group working_group_period "
    "source confidence general_knowledge_fields",
    optional="kind",
    filled="slug name_en",
    key="slug",
)
MEETINGS = data_file(
    "meetings.csv",
    "meeting_id number kind start_date end_date city country host_party_abbreviations "
    "host_party_slugs theme mode participating_parties participating_countries delegates status "
    "note source confidence",
    optional="further_places",
    filled="meeting_id kind status",
    key="meeting_id",
)
PARTICIPATION = data_file(
    "participation.csv",
    "meeting_id meeting_number party_slug role source confidence",
    optional="printed_name note",
    filled="meeting_id party_slug role",
    key="meeting_id party_slug role",
)
WORKING_GROUP = data_file(
    "working_group.csv",
    "period party_slug note source confidence",
    filled="period party_slug",
    key="period party_slug",
)
STATEMENTS = data_file(
    "statements.csv",
    "statement_id date date_precision published_date party_slugs kind title topics meeting_number "
    "meeting_id languages dossier joint_statement_id source confidence",
    optional="number state published_at withdrawal_reason note created_at updated_at",
    filled="statement_id",
    key="statement_id",
)
JOINT_STATEMENTS = data_file(
    "joint_statements.csv",
    "joint_statement_id title issued_date published_date topics meeting_id stated_signatory_count "
    "list_complete_here open_for_signature languages initiator_slugs note source confidence",
    optional="number state published_at withdrawal_reason statement_note created_at updated_at",
    filled="joint_statement_id",
    key="joint_statement_id",
)
SIGNATORIES = data_file(
    "signatories.csv",
    "joint_statement_id party_slug position printed_name list_group signed_later source confidence",
    filled="joint_statement_id",
    key="",
)

# Further files, for what the cells of the eight cannot say.

KINDS = data_file(
    "kinds.csv",
    "kind name",
    optional=" ".join(columns_of("name")),
    filled="kind",
    key="kind",
)
PARTY_NAMES = data_file(
    "party_names.csv",
    "party_slug kind name abbreviation language since until note source",
    filled="party_slug kind name",
    key="party_slug kind name since",
)
PARTY_WEBSITES = data_file(
    "party_websites.csv", "party_slug url", filled="party_slug url", key="party_slug url"
)
PARTY_STANDINGS = data_file(
    "party_standings.csv",
    "party_slug status status_as_of since until note source",
    filled="party_slug status",
    key="party_slug status status_as_of since",
)
PARTY_NOTES = data_file(
    "party_notes.csv",
    "party_slug date note source",
    filled="party_slug note",
    key="party_slug date note",
)
PARTY_RELATIONS = data_file(
    "party_relations.csv",
    "party_slug relation other_slug other_name date until note source confidence",
    filled="party_slug relation",
    key="party_slug relation other_slug other_name date",
)
HOSTINGS = data_file(
    "hostings.csv",
    "meeting_id party_slug position printed_name",
    filled="meeting_id party_slug position",
    key="meeting_id party_slug",
)
MEETING_THEMES = data_file(
    "meeting_themes.csv",
    "meeting_id language theme source",
    filled="meeting_id language theme",
    key="meeting_id language theme",
)
PRINTED_COUNTS = data_file(
    "printed_counts.csv",
    "meeting_id counted stage number note source",
    filled="meeting_id counted stage number",
    key="meeting_id counted stage number",
)
PRINTED_DATES = data_file(
    "printed_dates.csv",
    "meeting_id start_date end_date note source",
    filled="meeting_id start_date",
    key="meeting_id start_date end_date",
)
SIGNATURES = data_file(
    "signatures.csv",
    "statement_id party_slug role position printed_name list_group added source confidence",
    filled="statement_id role",
    key="",
)
ATTACHMENTS = data_file(
    "attachments.csv",
    "statement_id file sha256 size name description kind language",
    optional="alt",
    filled="statement_id file sha256 kind",
    key="statement_id sha256",
)
STATEMENT_RELATIONS = data_file(
    "statement_relations.csv",
    "statement_id relation other_id note source confidence",
    filled="statement_id relation other_id",
    key="statement_id relation other_id",
)
DOSSIERS = data_file(
    "dossiers.csv",
    "slug title introduction is_open state published_at withdrawal_reason",
    optional="updated_at",
    filled="slug title",
    key="slug",
)
DOSSIER_ENTRIES = data_file(
    "dossier_entries.csv",
    "dossier_slug statement_id position note",
    filled="dossier_slug statement_id",
    key="dossier_slug statement_id",
)
PERIODICALS = data_file(
    "periodicals.csv", "slug title note source confidence", filled="slug title", key="slug"
)
PERIODICAL_ISSUES = data_file(
    "periodical_issues.csv",
    "periodical_slug number date theme meeting_id statement_id contributor_slugs languages note "
    "source confidence",
    filled="periodical_slug number",
    key="periodical_slug number",
)
ISSUE_EDITIONS = data_file(
    "issue_editions.csv",
    "periodical_slug number language url",
    filled="periodical_slug number language",
    key="periodical_slug number language",
)
FORMER_SLUGS = data_file(
    "former_slugs.csv",
    "kind slug former_slug",
    optional="replaced_at",
    filled="kind slug former_slug",
    key="kind former_slug",
)
TEXTS = data_file(
    "texts.jsonl",
    "statement_id language",
    optional="status title summary body_html translated_from original_hash",
    filled="statement_id language",
    key="statement_id language",
)
VERSIONS = data_file(
    "versions.jsonl",
    "statement_id n at content",
    optional="by_name note is_minor",
    filled="statement_id n at content",
    key="statement_id n",
)
DOCUMENTS = data_file(
    "documents.jsonl",
    "slug language title body_html",
    optional="position state published_at withdrawal_reason original_hash",
    filled="slug language title body_html",
    key="slug language",
)
DOCUMENT_VERSIONS = data_file(
    "document_versions.jsonl",
    "slug language n at",
    optional="by_name note title body_html",
    filled="slug language n at",
    key="slug language n",
)

EIGHT = (
    PARTIES, MEETINGS, PARTICIPATION, STATEMENTS,
    TOPICS, JOINT_STATEMENTS, SIGNATORIES, WORKING_GROUP,
)  # fmt: skip
FURTHER = (
    KINDS,
    PARTY_NAMES, PARTY_WEBSITES, PARTY_STANDINGS, PARTY_NOTES, PARTY_RELATIONS,
    HOSTINGS, MEETING_THEMES, PRINTED_COUNTS, PRINTED_DATES,
    SIGNATURES, TEXTS, ATTACHMENTS, STATEMENT_RELATIONS, VERSIONS,
    DOSSIERS, DOSSIER_ENTRIES, PERIODICALS, PERIODICAL_ISSUES, ISSUE_EDITIONS,
    FORMER_SLUGS, DOCUMENTS, DOCUMENT_VERSIONS,
)  # fmt: skip
FILES = {file.name: file for file in EIGHT + FURTHER}
# Attachments lie in this folder of the archive, each under its hash.
ATTACHMENT_FOLDER = "files"

# Words of the files where they differ from the archive's own.

STANDINGS = {"ruling": "governing"}
ROLES = {"participant": "delegation"}


def list_of(cell: str) -> list[str]:
    """Give the values of a cell that holds several, separated by “;”."""
    return [part.strip() for part in cell.split(";") if part.strip()]
