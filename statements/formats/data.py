"""JSON: all that a statement says, in the form in which its versions are kept."""

import json

from statements import versions
from statements.formats.described import Described
from statements.history import as_published


def write(described: Described) -> str:
    statement, site = described.statement, described.site
    content = as_published({0: versions.content_of(statement)})[0]
    addresses = {file.sha256: file.get_absolute_url() for file in statement.attachments.all()}
    files = [one | {"url": site + addresses[one["sha256"]]} for one in content["attachments"]]
    data = {
        "number": statement.pk,
        "url": described.address,
        "page": site + statement.get_absolute_url(),
        "reference": statement.reference or "",
        **content,
        "attachments": files,
        "updated_at": versions.time_of(statement.updated_at),
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
