"""The exporter: the archive as the folder that the importer reads, complete and reproducible.

It turns round what `statements.importing` does, column by column from the same tables.
"""
