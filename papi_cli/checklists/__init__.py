"""What agencies send back: checklists read, regenerated, counted."""
