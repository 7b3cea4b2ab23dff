"""Regrade: new verdicts on graded work, proposed, applied on confirmation, and kept in a ledger that undoes them."""
