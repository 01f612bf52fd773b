"""Text to Reading: stances, topics, rung and facts, each with its quote.

Reading needs NumPy and RE2; scikit-learn is imported by `classifier.train` and `classifier.fit` alone.
"""

from classifier.reader import Reader
from statements.shapes import reading as reading_json

__all__ = ["Reader", "reading_json"]
