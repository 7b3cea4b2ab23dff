"""Feedback through nbgrader's exchange, for whoever handed in through it; nbgrader's own ends at the first who did not.

A page is published under a name made from a secret that the submission brought along, so that its author alone finds
it. What came by `autograder intake`, or was put into its folder by hand, has none.
"""

from __future__ import annotations

from pathlib import Path

from nbgrader.exchange.default import ExchangeReleaseFeedback

_BROUGHT_ALONG = ("timestamp.txt", "submission_secret.txt")


class ReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]  # nbgrader is not typed
    """Releases what can be released, and names whose pages have to be handed over in another way."""

    def copy_files(self) -> None:
        """Copy each page to where its author fetches it."""
        left_out = sorted(folder.parent.name for folder in self._folders() if not _came_through_the_exchange(folder))
        if left_out:
            self.log.warning(
                "Not released: %s. Who did not hand in through the exchange cannot fetch from it: "
                "hand over the pages in feedback/STUDENT/%s/ as you took the submissions in.",
                ", ".join(left_out),
                self.coursedir.assignment_id,
            )
        excluded = self.coursedir.student_id_exclude
        self.coursedir.student_id_exclude = ",".join([*filter(None, [excluded]), *left_out])
        try:
            super().copy_files()
        finally:
            self.coursedir.student_id_exclude = excluded

    def _folders(self) -> list[Path]:
        # As nbgrader looks for them: the path has a star for the student, or one student's name.
        pages = Path(self.src_path) / "*.html"
        return sorted({page.parent for page in Path(pages.anchor).glob(str(pages.relative_to(pages.anchor)))})


def _came_through_the_exchange(folder: Path) -> bool:
    return all((folder / name).is_file() for name in _BROUGHT_ALONG)
