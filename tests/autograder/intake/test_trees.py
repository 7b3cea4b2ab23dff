from autograder.intake.staging import Staged
from autograder.intake.trees import digests, lay_out, same


def staged(tmp_path, content, modified=0.0):
    path = tmp_path / content
    path.write_text(content)
    return Staged(content, (content,), path, "", (0.0, modified))


def test_files_are_laid_out_with_their_dates(tmp_path):
    folder = lay_out(
        tmp_path / "out",
        [
            (("a", "b.txt"), staged(tmp_path, "one", 1e9)),
            (("c",), staged(tmp_path, "two", 1e300)),
            (("d",), staged(tmp_path, "x")),
        ],
    )
    assert (folder / "a" / "b.txt").read_text() == "one"
    assert (folder / "a" / "b.txt").stat().st_mtime == 1e9
    assert (folder / "c").read_text() == "two"


def test_folders_are_compared_by_content(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        (folder / "sub").mkdir(parents=True)
        (folder / "sub" / "x").write_text("same")
    assert same(one, other)
    (other / "sub" / "x").write_text("else")
    assert not same(one, other)
    (other / "sub" / "x").write_text("same")
    (other / "more").write_text("")
    assert not same(one, other)


def test_a_link_is_the_same_as_nothing(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / "link").symlink_to(tmp_path)
    assert not same(one, other)
    assert len(digests(one)) == 1
