"""The room of the pages' looks 界面: layout, components, colours, paging, filters, exports.

It owns how things look, read and print, and knows no word of the domain: rooms above hand it texts and tones. It never
asks for business rows of its own accord and never decides who may see them.
"""
