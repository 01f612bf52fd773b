"""The configuration: what is accepted, and what is said of everything else."""
