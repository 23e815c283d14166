"""The importer: an archive folder into the database, in one transaction, as often as you like.

`files` names the files and columns, `reading` gives sound rows, `values` turns cells into values,
`records` and the modules of each app take over what is a record by itself; `units`, `finding`,
`held` and `statements` take over statements with all that hangs on them; `run` holds it together.
"""
