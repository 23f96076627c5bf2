"""The room of collecting 信息采集: what dossiers lack is asked of the bodies and stations that must supply it.

It owns collections, the part that each body and each station has to fill in, and the links by which a body without an
account opens its own. It never writes a fact: what a body enters is a proposal of the registry, which officers decide,
and what is missing is what the registry's completeness says.
"""
