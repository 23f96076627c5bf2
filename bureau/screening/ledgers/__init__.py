"""Ledgers as files: unpacked, checked, kept by table, joined, laid beside the registry, and drawn. It writes no row."""
