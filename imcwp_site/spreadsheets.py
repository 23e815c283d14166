"""Tables that are opened in spreadsheets, which would calculate what begins like a formula."""

import csv
import io

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_words(text: str) -> str:
    """Mark as text what a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def table_line(*cells) -> str:
    """Write a line of a CSV file in which no cell is a formula."""
    stream = io.StringIO()
    csv.writer(stream).writerow([as_words(str(cell)) for cell in cells])
    return stream.getvalue()
