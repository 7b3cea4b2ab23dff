"""What a cell puts out, recorded as a kernel's frontend would: output dictionaries in nbformat's form, bounded."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

MAX_TEXT = 2**20
MAX_OUTPUTS = 1000
MAX_RICH = 20
MAX_RICH_BYTES = 8 * 2**20
MAX_TRACEBACK = 100_000


class Recorder:
    """The outputs of the cell that runs, in order, cut where they exceed their bounds."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Forget the last cell's outputs."""
        self.outputs: list[dict[str, Any]] = []
        self._by_display_id: dict[str, list[dict[str, Any]]] = {}
        self._text = self._rich = self._rich_bytes = 0
        self._clear_first = False
        self._said: set[str] = set()

    def stream(self, name: str, text: str) -> None:
        """Add `text` to stdout or stderr; successive pieces of one stream become one output."""
        room = MAX_TEXT - self._text
        self._text += len(text)
        if room > 0:
            self._stream(name, text[:room])
        if len(text) > room:
            self._say_once(f"output was cut: a cell may print {MAX_TEXT // 2**20} MB of text")

    def _stream(self, name: str, text: str) -> None:
        self._clear_if_asked()
        last = self.outputs[-1] if self.outputs else None
        if last is not None and last["output_type"] == "stream" and last["name"] == name:
            last["pieces"].append(text)
        elif text and self._has_room():
            self.outputs.append({"output_type": "stream", "name": name, "pieces": [text]})

    def display(self, data: Any, metadata: Any, display_id: str | None = None, update: bool = False) -> None:
        """Add a rich output, or replace the data of those with the same `display_id`."""
        bundle = self._bundle(data)
        if bundle is None:
            return
        shown = {"data": bundle, "metadata": _as_json(metadata) or {}}
        if update:
            for output in self._by_display_id.get(str(display_id), []):
                output.update(shown)
            return
        self._clear_if_asked()
        output = {"output_type": "display_data", **shown}
        if self._has_room():
            self.outputs.append(output)
        if display_id is not None:
            self._by_display_id.setdefault(str(display_id), []).append(output)

    def result(self, data: Any, metadata: Any, execution_count: int) -> None:
        """Add the value of the cell's last expression."""
        bundle = self._bundle(data)
        if bundle is not None and self._has_room():
            self._clear_if_asked()
            shown = {"data": bundle, "metadata": _as_json(metadata) or {}, "execution_count": execution_count}
            self.outputs.append({"output_type": "execute_result", **shown})

    def error(self, name: str, value: str, traceback: list[str]) -> None:
        """Add an error. It always finds room: the last one says why the cell failed."""
        self._clear_if_asked()
        if sum(map(len, traceback)) > MAX_TRACEBACK:
            text = "\n".join(traceback)
            traceback = [text[: MAX_TRACEBACK // 2], "[...]", text[-MAX_TRACEBACK // 2 :]]
        found = {"ename": name[:1000], "evalue": value[:10_000], "traceback": traceback}
        self.outputs = [*self.outputs[: MAX_OUTPUTS + 10], {"output_type": "error", **found}]

    def clear(self, wait: bool) -> None:
        """Drop what the cell put out so far, now or when it next puts something out."""
        self._clear_first = True
        if not wait:
            self._clear_if_asked()

    def finished(self) -> list[dict[str, Any]]:
        """Return the outputs in nbformat's form."""
        for output in self.outputs:
            if "pieces" in output:
                output["text"] = "".join(output.pop("pieces"))
        return self.outputs

    def _bundle(self, data: Any) -> dict[str, Any] | None:
        bundle = {str(key): _as_mime_value(value) for key, value in dict(data).items()}
        is_text = set(bundle) <= {"text/plain"}
        size = sum(len(value if isinstance(value, str) else json.dumps(value)) for value in bundle.values())
        if is_text:
            self._text += size
            if self._text > MAX_TEXT:
                self._say_once(f"output was cut: a cell may print {MAX_TEXT // 2**20} MB of text")
                return None
            return bundle
        self._rich, self._rich_bytes = self._rich + 1, self._rich_bytes + size
        if self._rich > MAX_RICH or self._rich_bytes > MAX_RICH_BYTES:
            self._say_once(f"output was cut: a cell may show {MAX_RICH} figures of {MAX_RICH_BYTES // 2**20} MB")
            return None
        return bundle

    def _has_room(self) -> bool:
        if len(self.outputs) < MAX_OUTPUTS:
            return True
        self._say_once(f"output was cut: a cell may have {MAX_OUTPUTS} separate outputs")
        return False

    def _say_once(self, sentence: str) -> None:
        if sentence not in self._said:
            self._said.add(sentence)
            self.outputs.append({"output_type": "stream", "name": "stdout", "pieces": [f"\n[{sentence}]\n"]})

    def _clear_if_asked(self) -> None:
        if self._clear_first:
            self._clear_first = False
            self.outputs.clear()


def _as_mime_value(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value if isinstance(value, str) else _as_json(value)


def _as_json(value: Any) -> Any:
    return json.loads(json.dumps(value, default=repr))


class RecordedStream(io.TextIOBase):
    """A `sys.stdout` or `sys.stderr` whose text goes to a recorder."""

    encoding = "UTF-8"
    errors = "strict"

    def __init__(self, recorder: Recorder, name: str, fileno: int) -> None:
        self._recorder, self.name, self._fileno = recorder, name, fileno

    def write(self, text: str) -> int:
        """Record `text`, as a kernel's stream does."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._recorder.stream(self.name, str(text))
        return len(text)

    def writable(self) -> bool:
        """Return True."""
        return True

    def isatty(self) -> bool:
        """Return False: a notebook is no terminal."""
        return False

    def fileno(self) -> int:
        """Return the descriptor that subprocesses inherit; what they write there is recorded at the cell's end."""
        return self._fileno

    def close(self) -> None:
        """Stay open: later cells print, too."""
