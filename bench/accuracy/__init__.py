"""Measures what the rules find and whom they name, on invented markets drawn from the commit."""
