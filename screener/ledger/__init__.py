"""The report ledger: its format, reading and checking it, and the archive it is cut into."""
