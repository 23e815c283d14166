"""Which translations are behind their original, by what it says and not by dates.

When an original changes, each of its translations that does not change with it keeps the hash of
the original that it renders. An empty hash says that it renders the original as it is; so does the
hash of an original that was changed back.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from statements.models import Text

# What a translator renders.
WORDS = ("title", "summary", "body")
NEEDED = ("language", "status", "translated_from", *WORDS)


def hash_of(text: Mapping[str, Any]) -> str:
    """Give the SHA-256 of what a text says; `text` has the fields named in WORDS."""
    return hashlib.sha256("\0".join(text[name] for name in WORDS).encode()).hexdigest()


def original_of(
    text: Mapping[str, Any], texts: Iterable[Mapping[str, Any]]
) -> Mapping[str, Any] | None:
    """Give the one of `texts` that `text` renders, if it is known and has a body.

    It is the text in the language it was translated from or, where a translation names none, the
    only original.
    """
    if text["status"] == Text.Status.ORIGINAL:
        return None
    if text["translated_from"]:
        found = [one for one in texts if one["language"] == text["translated_from"]]
    elif text["status"]:
        found = [one for one in texts if one["status"] == Text.Status.ORIGINAL]
    else:
        found = []
    return found[0] if len(found) == 1 and found[0]["body"] else None


def behind(texts: Collection[Mapping[str, Any]]) -> list[str]:
    """Give the languages of the texts whose original says something else than they render."""
    return [
        text["language"]
        for text in texts
        if text.get("original_hash")
        and (original := original_of(text, texts))
        and text["original_hash"] != hash_of(original)
    ]


def is_behind(text: Text, texts: Iterable[Text]) -> bool:
    """Tell whether the original of a text says something else than the text renders."""
    if not text.original_hash:
        return False
    said = [{name: getattr(one, name) for name in (*NEEDED, "original_hash")} for one in texts]
    return text.language in behind(said)


def follow(
    texts: Collection[Text], rewritten: Collection[str], before: Mapping[str, str]
) -> list[Text]:
    """Note which translations are left behind by a change; give those marked anew, unsaved.

    `rewritten` are the languages whose texts were just written, or found right by an editor: they
    render their original as it is now. `before` gives the hashes, by language, of what the changed
    texts said until now.
    """
    said = {text.language: {name: getattr(text, name) for name in NEEDED} for text in texts}
    marked = []
    for text in texts:
        renders = text.original_hash
        if text.language in rewritten:
            renders = ""
        elif not renders and (original := original_of(said[text.language], said.values())):
            was = before.get(original["language"], "")
            renders = was if was != hash_of(original) else ""
        if renders != text.original_hash:
            text.original_hash = renders
            marked.append(text)
    return marked
