"""papi: a province's yearly plan to raise its PAPI index, kept as validated YAML."""

__version__ = "0.2.0"
