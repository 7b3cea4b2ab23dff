"""Ctrl-C waits for the end of the block, and is not lost."""

import os
import signal
import threading

import pytest

from autograder.course.postponed import ctrl_c_postponed


@pytest.fixture(autouse=True)
def listening():
    """Hear Ctrl-C, whatever has started the tests."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def press_ctrl_c():
    os.kill(os.getpid(), signal.SIGINT)


def test_the_block_goes_to_its_end_first():
    done = []

    def work():
        with ctrl_c_postponed():
            press_ctrl_c()
            press_ctrl_c()
            done.append("all of it")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["all of it"]
    with pytest.raises(KeyboardInterrupt):
        press_ctrl_c()


def test_without_ctrl_c_nothing_happens_and_an_error_stays_one():
    with ctrl_c_postponed():
        pass
    with pytest.raises(ZeroDivisionError), ctrl_c_postponed():
        _ = 1 / 0
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_who_is_deaf_to_it_stays_so():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with ctrl_c_postponed():
        press_ctrl_c()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_another_thread_than_the_main_one_has_no_say():
    done = []

    def work():
        with ctrl_c_postponed():
            done.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [signal.default_int_handler]
