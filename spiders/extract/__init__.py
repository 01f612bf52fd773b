"""Bytes to drafts, or to a verdict with a reason. Pure: no network, no clock, no archive; malformed input never raises.

`entry` reads what lists statements (a feed, a WordPress answer, a listing page), `article` one statement's page, `sniff` a
file of unknown shape (all three in `spiders.extract.reading`). All may be slow on hostile input: the caller runs them where they can
be killed.

Nothing is imported here: the service's main process needs small parts of this package, and would else pay for trafilatura, PDFium and
the patterns of all others, 12 MB, which only its worker uses.
"""
