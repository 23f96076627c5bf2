"""The room of rectification: the problem register, in which nothing is deleted and nothing closed by one person alone.

It owns problems, the institutions' answers, extensions, verifications and closings. It never finds a
problem itself, and never punishes.
"""
