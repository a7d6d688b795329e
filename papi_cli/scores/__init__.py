"""The published index: values read and checked, compared, set beside the plan's work."""
