"""The language: words and phrases of time."""
