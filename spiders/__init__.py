"""Pages to drafts, and checks to their end: what is asked of a site, how politely, and what came of it.

`engine.Engine` is the front door; `extract` is pure and usable alone; `guard` judges every outbound address.
"""
