"""The list of statements in its other forms, by the suffix of the address.

Each module has a `render`, a function of the request and a valid `StatementFilter`. It takes the
statements from the filter and from nothing else, so it holds exactly what the page shows.
"""

from statements.renderings import rss

RENDERINGS = {"rss": rss.render}
