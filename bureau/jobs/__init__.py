"""The room of background work 后台任务: imports, exports and nightly rounds that nobody should wait for.

It owns jobs with their progress, checkpoints and outcomes, and the record of when each periodic round last ran. Its
rows are bookkeeping and not recorded in the trail: what a job writes is recorded where it is written; that somebody
asked for a job or stopped it stands in the trail as an entry without rows.

It never knows what a job does: a room declares its kinds of work in a module `work.py`, which is loaded by itself. Who
may ask for a job is judged by the service that starts it. A job is never lost and never run twice at once; that its
effects happen once is the work's own affair: it saves its checkpoint in the transaction that has the effects.
"""
