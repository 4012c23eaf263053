"""What reports and campaigns both stand on: segmentation, groups, periods, curves, due dates."""
