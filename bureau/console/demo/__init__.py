"""The demonstration: an invented district on 20 June 2022, with everything a newcomer needs to look around.

Every institution, person and number here is invented. Division codes are those of GB/T 2260, because forms need real
ones; the names of the units that carry them are not.
"""
