"""Planted stories: do copies and follow-ups find each other, and does what only looks alike stay apart? See README.md beside this."""
