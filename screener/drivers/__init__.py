"""Who calls the partition function, and nothing else: the engines a run can use."""
