"""Tables that are opened in spreadsheets, which would calculate what begins like a formula."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_words(text: str) -> str:
    """Mark as text what a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
