"""The room of campaigns: what was ordered, in which phases, with which focus, and how far it has come.

It owns campaigns with their phases, domains of focus and members, and which institution was covered when.
It never inspects, screens or decides anything about an institution; what happened above is told to it.
"""
