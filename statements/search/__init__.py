"""Search: what words in a query find, the same on every database.

stemming    the form of a word under which all its forms are found, by language
words       the terms of a text, and the terms that a word of a query may stand for
grammar     what a visitor writes in the box: words, phrases, words left out, fields
snippets    the passages of a text around what was found, marked
"""
