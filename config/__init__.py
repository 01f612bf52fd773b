"""The user's choices: settings, sources and watches, read from YAML and checked as a whole before anything runs."""
