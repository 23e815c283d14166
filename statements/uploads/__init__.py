"""Imports at the desk: an upload, its rehearsal, its run, its report.

door         what comes in: zips and tables, checked and put into a folder like that of an archive
zips         the checks of a zip, and its unpacking
tables       which file of the format a table is, and whether it can be read
permissions  who may import, and which files
journal      the report of a rehearsal or run, in a file that its process writes and the desk reads
folder       an upload on disk: where it stands, and whether its process lives
conduct      what that process does
views        the pages
"""
