"""Measurements of whole commands; see `commands.py`."""
