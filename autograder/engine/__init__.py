"""How a class is graded: take a submission in, run it confined, let the oracle judge it, record the scores."""
