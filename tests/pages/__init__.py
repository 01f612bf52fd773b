"""Saved pages of every shipped source with the result that reading them must give."""
