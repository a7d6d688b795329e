"""Measurements of whole commands; see `startup.py`."""
