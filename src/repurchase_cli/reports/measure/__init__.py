"""What past campaigns did."""
