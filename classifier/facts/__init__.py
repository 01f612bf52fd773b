"""Facts read by rule: instruments cited, the form of a text, who speaks and signs, whom it names, what it pledges. Tested per language."""

from classifier.facts.actors import actors
from classifier.facts.instruments import instruments
from classifier.facts.kind import kind
from classifier.facts.pledges import pledges
from classifier.facts.resolutions import resolutions
from classifier.facts.signatories import signatories
from classifier.facts.speaker import speaker
from classifier.facts.targets import target

__all__ = ["actors", "instruments", "kind", "pledges", "resolutions", "signatories", "speaker", "target"]
