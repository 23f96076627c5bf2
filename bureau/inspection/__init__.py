"""The room of inspection: visits on site, what is looked at there, and what was found.

It owns visits with their officers and items, and findings. It never decides whether what was found breaks
the law, and never follows up on a correction.
"""
