"""The room of the trail 留痕: who did what and when, chained so that a change made elsewhere is found.

It owns the chain of entries, the images of business rows, the links between references and the series that
references are numbered from. It knows an actor only as text and imports no other room. It never changes what it
has written, and it writes nothing of its own accord: services of other rooms open a scope and save rows in it.
"""
