"""The order of work and the wiring: what happens to a page on its way to an alert, and which parts do it."""
