"""One file a step, numbered; steps are only ever added."""
