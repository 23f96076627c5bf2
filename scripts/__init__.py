"""Programs for whoever works on Mingjian: drawing pages, serving the demonstration, judging mutants."""
