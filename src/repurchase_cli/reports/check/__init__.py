"""What was understood of the files."""
