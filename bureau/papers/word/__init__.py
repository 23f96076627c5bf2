"""Word files: written by us, looked through when others hand one in, filled in, read back, turned into PDF."""
