"""What reading costs, beside two models that one would write first. Run by ``python -m bench.classify``."""
