"""Commands for documents, a module for each."""
