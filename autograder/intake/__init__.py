"""Intake: from an archive that a learning platform has exported to one folder for each student's submission."""
