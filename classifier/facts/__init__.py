"""Facts read by rule: resolutions cited, the form of a text, who signed it, whom it names. Tested per language."""

from classifier.facts.actors import actors, target
from classifier.facts.kind import kind
from classifier.facts.resolutions import resolutions
from classifier.facts.signatories import signatories

__all__ = ["actors", "kind", "resolutions", "signatories", "target"]
