"""Search: what words in a query find, the same on every database.

stemming    the form of a word under which all its forms are found, by language
words       the terms of a text, and the terms that a word of a query may stand for
grammar     what a visitor writes in the box: words, phrases, words left out, fields
party_words what parties are called in languages that are not theirs
ordinals    numbers that are spelt out; counting: those that count, 200th or 19-я
function_words  words that say nothing by themselves
series      what the meetings are called in many languages
spellings   what parties, meetings and topics are called, and what each name is good for
names       the names of parties, meetings and topics, compared in memory
beginnings  the words of the archive that begin like one that was typed
phrases     words one after another, looked for in the words of statements
dates       the dates of issue that a query says
places      where something is found, as sets
matching    from a query to the statements that it finds
ranking     in which order they come
fields      the box in a filter
suggesting  another word for one that is not there
leads       what a query leads straight to
records     parties, meetings and topics that a query finds
showing     what the rows of a list show of a search
answering   what a page shows beside the list
examples    queries that find something in this archive
snippets    the passages of a text around what was found, marked
"""
