"""Walks through the application in a browser."""
