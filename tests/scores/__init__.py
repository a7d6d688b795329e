"""Tests of the room of the published index."""
