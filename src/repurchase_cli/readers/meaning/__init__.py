"""What the columns of a header mean: claims, evidence, and what decides between readings."""
