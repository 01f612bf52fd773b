"""What we talk about: statements, their dates, identity, language of labels. Pure: no I/O, no clock, no chance."""
