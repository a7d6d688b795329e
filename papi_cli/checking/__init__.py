"""What is wrong in a plan, and what has changed in it."""
