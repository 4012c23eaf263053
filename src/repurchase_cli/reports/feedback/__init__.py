"""Satisfaction, complaints and reasons, and what they have to do with coming back."""
