"""The file as data: a plan's YAML read, validated and asked."""
