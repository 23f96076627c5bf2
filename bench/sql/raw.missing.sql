SELECT report, row FROM results WHERE value IS NOT NULL AND raw IS NULL
