"""What watching costs: many unchanged sources, beside other watchers, in one run. ``python -m bench.watch --help``."""
