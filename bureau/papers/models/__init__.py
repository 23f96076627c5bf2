"""The rows of this room: papers with their editions, and the templates of offices."""

from bureau.papers.models.papers import Edition, Paper
from bureau.papers.models.templates import Template

__all__ = ["Edition", "Paper", "Template"]
