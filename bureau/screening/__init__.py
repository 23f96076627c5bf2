"""The room of screening: report ledgers that were handed in, runs of the engine over them, hits and leads.

It owns ledgers, runs, hits, what was decided about a hit, and leads; the ledgers' rows stay in files. It is
the only room that calls the engine, never says that anybody did wrong, and shows an institution nothing but
receipt and faults of form.
"""
