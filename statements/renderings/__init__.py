"""The list of statements in its other forms, by the suffix of the address.

A rendering is a function of the request and a valid `StatementFilter`; it takes the statements
from the filter and nothing else, so it holds exactly what the page shows.
"""

from statements.renderings.rss import rss

RENDERINGS = {"rss": rss}
