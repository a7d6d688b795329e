"""The return post: what came in, when, and which of it counts."""
