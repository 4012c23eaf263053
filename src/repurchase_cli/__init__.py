"""Customer analytics over sales exports: RFM, classes, repurchase, lifetime value, target lists."""

__version__ = "0.1.0"
