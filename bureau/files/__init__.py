"""The room of files 文件: what was handed in or made, kept by its content so that nobody can exchange it unseen.

It owns the store (`settings.DATA / "files"`, one file for each content, named by its SHA-256) and a recorded row for
each time something was kept: original or safe copy, what it is by its content, of which day it speaks and when it came
in. A content is written, synced and renamed before any row speaks of it; one that no recorded row names is swept away
after a day.

It never knows who may see a file: the room that owns it declares a policy in a module `file_policies.py`, which is
loaded by itself, and a file without a policy stays closed. It never sends a file to be shown in the page, never trusts
a name or a declared type, and never changes a content that it has kept.
"""
