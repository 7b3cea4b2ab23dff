"""Answers of a kernel that reach the page at once: a small extension of Jupyter's server, which loads it by itself.

A kernel answers a key press in a demo with several small messages, "busy" first. Jupyter's server leaves Nagle's
algorithm [1]_ on: a second small message waits until the first is acknowledged, and the page's machine acknowledges
up to 40 ms later, because an acknowledgement is delayed for a reply to carry it [2]_. Of two presses about one had
to wait. Without Nagle's algorithm every message is sent when it is there.

References
----------
.. [1] J. Nagle, "Congestion Control in IP/TCP Internetworks", RFC 896, 1984.
.. [2] R. Braden (editor), "Requirements for Internet Hosts: Communication Layers", RFC 1122, section 4.2.3.2, 1989.
"""

from __future__ import annotations

from typing import Any

_SETTING = "kernel_websocket_connection_class"


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Tell Jupyter's server which module holds the extension."""
    return [{"module": "autograder.prompt_websocket"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Have every connection between a page and a kernel send each message at once.

    Parameters
    ----------
    server : jupyter_server.serverapp.ServerApp
        The server. Whatever class of connections it was configured with goes on doing all the rest.
    """
    settings = server.web_app.settings
    settings[_SETTING] = prompt(settings[_SETTING])


def prompt(connection: type[Any]) -> type[Any]:
    """Return the class of connections that does the same without Nagle's algorithm.

    Parameters
    ----------
    connection : type
        A ``BaseKernelWebsocketConnection`` of Jupyter's server.

    Returns
    -------
    type
        A subclass, whose ``connect`` first turns the algorithm off for its websocket.
    """

    class PromptConnection(connection):  # type: ignore[misc]  # a class that is known when the server runs
        def connect(self) -> Any:
            self.websocket_handler.set_nodelay(True)
            return super().connect()

    return PromptConnection
