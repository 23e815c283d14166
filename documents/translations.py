"""Which translations of a document are behind its original, by what it says and not by dates.

A translation keeps the hash of the English text that it renders. It is behind as soon as the
English says something else, however that came about, and no more once it says the same again.
"""

import hashlib
from collections.abc import Collection

from documents.models import ORIGINAL, Document, DocumentText


def hash_of(title: str, body: str) -> str:
    """Give the SHA-256 of what an original says."""
    return hashlib.sha256(f"{title}\0{body}".encode()).hexdigest()


def is_behind(text: DocumentText, original: DocumentText | None) -> bool:
    """Tell whether the original says something else than the text renders."""
    if text.language == ORIGINAL or original is None:
        return False
    return text.original_hash != hash_of(original.title, original.body)


def renew(document: Document, languages: Collection[str]) -> None:
    """Note that the texts in these languages render the original as it is now."""
    texts = DocumentText.objects.filter(document=document)
    original = texts.filter(language=ORIGINAL).first()
    if original:
        renders = hash_of(original.title, original.body)
        texts.filter(language__in=languages).exclude(language=ORIGINAL).update(
            original_hash=renders
        )
