"""What statements say, as it is to be indexed: their facts, and their passages."""

from collections.abc import Iterator, Mapping
from typing import Any

from statements.index.gathering import Said
from statements.index.passages import passages_of, words_in_files
from statements.index.terms import facts_of, keys_of, standing_of

Contents = Mapping[int, Mapping[str, Any]]


def said_by(contents: Contents) -> Iterator[Said]:
    """Give what is to be indexed of contents by number of statement, in four queries."""
    keys, files = keys_of(contents.values()), words_in_files(contents)
    for number, content in contents.items():
        facts = " ".join(sorted(facts_of(content, keys)))
        passages = [one for one in passages_of(content, files.get(number, ())) if one.text]
        yield Said(number, facts, passages, standing_of(content))
