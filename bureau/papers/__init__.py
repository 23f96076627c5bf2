"""The room of papers 文书: what the office prints, has approved, numbers, signs and files.

It owns the blanks (each form's fields and our own layout by GB/T 9704), the Word files by which an office replaces a
layout, and the papers made of them: every edition, the official number, the file as issued, the signed copy that came
back and is the authoritative one from then on.

It never knows a visit or a problem: the room that holds a record says in its `paper_sources.py` what of it is printed.
It never runs anything that stands in a template; a field is replaced by its text, and nothing else is understood.
"""
