"""The index: every list, count, facet and search of statements is worked out from it.

A *posting* is the set of the numbers of all statements that bear a fact or hold a word: signed by
a party, on a topic, issued in a month, with “peace” in a title. Lists are then intersections of
sets, and counts their lengths, so that no count can say something else than its list, and every
database gives the same. At a million statements an intersection takes microseconds where a
database takes tenths of a second; `docs/decisions/0020-the-index-of-postings.md` has the figures.

terms       what a statement is found by: its facts, and the words of its passages
saying      what is to be indexed of statements
shape       levels and blocks; passages and lines: the words of a statement as terms in order
writing     the postings of statements that were saved, called with every version
awaited     which of their words the public may know; leaving: statements that were deleted
collecting  the postings of very many statements, and gathering their words in another process
rebuilding  all made anew; checking: whether the index says what the statements say
storing     the rows themselves: locked, changed, written in bulk
reading     the sets of facts, kept in memory until a block changes; the sets of words, by query
public      what the public sees at one moment, as sets; tallying: counts of many sets at once
ordering    the numbers of a set in the order of a list, page by page, by the same sets
"""
