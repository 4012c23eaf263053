"""What is run for a long time, by developers."""
