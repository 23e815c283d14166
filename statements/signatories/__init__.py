"""Pasted lists of signatories: read into names, and the names matched with parties."""
