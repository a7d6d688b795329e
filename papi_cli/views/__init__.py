"""What is shown: tables, rows, JSON."""
