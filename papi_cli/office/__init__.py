"""Word and Excel files: written and read through their libraries, whatever they hold."""
