"""The lexicon that ships, read once for all tests of what is found by it: half a second, in each test process that collects them."""

from __future__ import annotations

from classifier.lexicon import Lexicon, read_sources

SOURCE = read_sources()
LEXICON = Lexicon(SOURCE)
