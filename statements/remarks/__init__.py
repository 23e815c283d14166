"""What the desk remarks while a statement is entered: nothing of it keeps an editor from saving.

entered      what was typed so far, read from the form or from the archive
duplicates   statements that may be the same
suggestions  topics that may be meant
spoken       the language that a text seems to be in
"""
