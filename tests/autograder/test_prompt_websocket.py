"""Messages of a kernel leave Jupyter's server at once: Nagle's algorithm is off for their connections."""

import json
import socket
from types import SimpleNamespace

import tornado.web
import tornado.websocket
from jupyter_core.paths import jupyter_config_path
from jupyter_server.extension.config import ExtensionConfigManager
from jupyter_server.extension.utils import validate_extension
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.testing import AsyncHTTPTestCase, gen_test

from autograder import prompt_websocket

MODULE = "autograder.prompt_websocket"


class Connection:
    """A connection as Jupyter's, as far as it is needed here: it says how its socket is set."""

    def __init__(self, websocket_handler):
        self.websocket_handler = websocket_handler

    def connect(self):
        stream = self.websocket_handler.ws_connection.stream
        is_off = stream.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        return self.websocket_handler.write_message(json.dumps(bool(is_off)))


class Handler(tornado.websocket.WebSocketHandler):
    def initialize(self, connection):
        self.connection = connection(self)

    async def open(self):
        await self.connection.connect()


class TestNagle(AsyncHTTPTestCase):
    def get_app(self):
        paths = {"/usual": Connection, "/prompt": prompt_websocket.prompt(Connection)}
        return tornado.web.Application([(path, Handler, {"connection": each}) for path, each in paths.items()])

    async def is_off(self, path):
        client = await tornado.websocket.websocket_connect(f"ws://127.0.0.1:{self.get_http_port()}{path}")
        try:
            return json.loads(await client.read_message())
        finally:
            client.close()

    @gen_test
    async def test_it_is_off_before_the_connection_speaks(self):
        assert await self.is_off("/prompt") is True

    @gen_test
    async def test_without_us_it_is_on(self):
        assert await self.is_off("/usual") is False


def test_the_server_takes_it_beside_what_it_was_configured_with():
    settings = {"kernel_websocket_connection_class": ZMQChannelsWebsocketConnection}
    server = SimpleNamespace(web_app=SimpleNamespace(settings=settings))
    prompt_websocket._load_jupyter_server_extension(server)
    [taken] = settings.values()
    assert issubclass(taken, ZMQChannelsWebsocketConnection)
    assert taken is not ZMQChannelsWebsocketConnection


def test_an_installation_turns_it_on():
    extensions = ExtensionConfigManager(read_config_path=jupyter_config_path()).get_jpserver_extensions()
    assert extensions.get(MODULE) is True
    assert validate_extension(MODULE)
