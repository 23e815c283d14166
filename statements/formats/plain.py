"""Plain text: the facts, then every text that is here."""

from django.utils.translation import gettext as _

from imcwp_site.languages import language_name
from imcwp_site.text import plain_text
from statements.formats.described import Described

RULE = "-" * 40


def write(described: Described) -> str:
    facts = [f"{name}: {value}" for name, value in described.facts()]
    parts = [described.statement.title, "\n".join(facts)]
    for text in described.texts:
        if text.body:
            parts += [f"{RULE}\n{language_name(text.language)}", text.title, text.summary]
            parts += plain_text(text.body).split("\n")
    if described.text is None:
        parts += [RULE, _("The text is not in the archive")]
    return "\n\n".join(filter(None, parts)) + "\n"
