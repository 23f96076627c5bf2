"""The room of the registry 机构档案: inspection bodies with their facts, rosters, and the annex form.

It owns institutions, sites, certificates, capabilities, instruments, staff and contacts, whose word each fact is
and its two times, the import of rosters and the submitted annex forms. It never judges an institution: what was found
about one belongs to the rooms above, which point down to it.
"""
