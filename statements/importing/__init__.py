"""The importer: an archive folder into the database, in one transaction, as often as you like.

run          one run from the first file to the last, and what its parts share
report       what it did: counts, refusals with place and reason, and every row for who listens
changes      what a row changed: column, before, after
files        the names of the files and columns
reading      sound rows of a file, one by one
values       cells to values and back
records      files whose rows are records by themselves; of these there are
parties      with names, which reads and writes the names in the cells of parties.csv
meetings     with participations and the Working Group
collections  names of kinds, topics, dossiers, periodicals
renamed      address names that records had before, in any file and in their own
statements   files that describe statements, taken over chunk by chunk:
spool        rows set aside until their statement comes
units        a statement as the files describe it
finding      the statement of the archive that a unit means
numbering    permanent numbers for new statements
held         a statement of the archive at hand, and the writing of many
hanging      its signatures, attached files and former versions
"""
