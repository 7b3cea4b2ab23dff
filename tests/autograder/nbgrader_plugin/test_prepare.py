"""Submissions through nbgrader's own `autograde`, with its exporter replaced by ours; nothing is executed here."""
