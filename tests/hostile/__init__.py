"""What others have tried on sanitisers, through every door of the archive: it runs nowhere."""
