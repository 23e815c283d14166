"""What the rows of a list show of a search: the title with marks, and the best passage."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyroaring import BitMap

from imcwp_site.languages import direction
from imcwp_site.text import words_in
from imcwp_site.translated import Said
from statements.models import Attachment, Statement
from statements.search.grammar import Query
from statements.search.snippets import Snippet, Snippets

MOST_OF_A_FILE = 500_000  # characters looked through for a passage


@dataclass(frozen=True)
class Shown:
    """What of a statement fits a query; `file` is the one that the passage stands in."""

    title: Said  # with marks
    snippet: Snippet | None
    file: Attachment | None = None

    @property
    def dir(self) -> str:
        """The writing direction of the passage."""
        return direction(self.snippet.language) if self.snippet else ""


def show(statements: Iterable[Statement], query: Query, in_files: BitMap) -> None:
    """Give each of some statements, fetched with their texts, what is `shown` of it.

    Files are asked for in one query, and only of statements whose texts hold none of the words.
    """
    snippets = Snippets(query)
    without: list[Statement] = []
    for statement in statements:
        best = snippets.best(passages_of(statement))
        title = statement.named
        marked = title._replace(words=snippets.marked(*title))
        statement.shown = Shown(marked, best)
        if best is None and statement.pk in in_files:
            without.append(statement)
    if without:
        files = defaultdict(list)
        for file in Attachment.objects.defer(None).filter(statement__in=without).exclude(words=""):
            files[file.statement_id].append(file)
        for statement in without:
            own = files[statement.pk]
            best = snippets.best((file.words[:MOST_OF_A_FILE], file.language) for file in own)
            if best:
                statement.shown = Shown(statement.shown.title, best, own[best.place])


def passages_of(statement: Statement) -> Iterator[tuple[str, str]]:
    """Give the passages of the texts of a statement with their languages."""
    for text in statement.text_list:
        if text.title != statement.title:
            yield text.title, text.language
        yield text.summary, text.language
        yield words_in(text.body), text.language
