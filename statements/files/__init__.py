"""Files of statements: looked at before they are kept, kept once, read apart, served safely."""
