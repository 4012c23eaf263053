"""The target lists of a day, as a document."""
