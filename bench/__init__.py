"""What is measured, by commands that stay here. Each prints its figures and needs nothing but what it is given."""
