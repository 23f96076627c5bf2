"""The law 法律: laws as dated text files, with source and confidence; conduct, domain and dates give candidate bases.

It owns the texts under `texts/`, which a lawyer reads and edits, and what people answer for: entries that a named
officer confirmed, bases that an officer chose among those offered, and the tables of the calendar that were loaded. It
never chooses a basis and never says that somebody broke the law: the officer chooses, with a reason.
"""
