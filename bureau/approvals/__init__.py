"""A room under way."""
