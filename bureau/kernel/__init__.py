"""The kernel 内核: the lifecycle table, who may see what, and the clock.

It owns no table. It never knows a room: permissions reach it as text, rows as recorded rows, people as actors.
"""
