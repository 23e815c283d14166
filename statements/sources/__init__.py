"""Whether the sources that records name still answer."""
