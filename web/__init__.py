"""Pages for readers: archived copies, why an alert came, the end of a subscription."""
