"""The one way in which versions of documents are recorded: at the desk and by imports."""

import datetime

from django.utils import timezone

from documents.models import Document, DocumentText, DocumentVersion


def record(
    document: Document, *, by=None, note: str = "", at: datetime.datetime | None = None
) -> list[DocumentVersion]:
    """Keep a version of each text that says something else than its last one, and of those gone."""
    last = {one.language: one for one in DocumentVersion.objects.filter(document=document).newest()}
    texts = {one.language: one for one in DocumentText.objects.filter(document=document)}
    new = []
    for language in sorted(last.keys() | texts.keys()):
        before, text = last.get(language), texts.get(language)
        title, body = (text.title, text.body) if text else ("", "")
        if before and (before.title, before.body) == (title, body):
            continue
        new.append(
            DocumentVersion(
                document=document,
                language=language,
                n=before.n + 1 if before else 1,
                at=at or timezone.now(),
                by=by,
                by_name=by.get_username() if by else "",
                note=note,
                title=title,
                body=body,
            )
        )
    return DocumentVersion.objects.bulk_create(new)
