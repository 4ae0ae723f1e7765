"""Guessing passwords takes long, and says nothing about who is there."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from kb.access import administration, hashing, logging_in, second_step, throttle
from kb.access.administration import Wanted
from kb.access.logging_in import Attempt, LinkSpent, LoginFailed
from kb.access.throttle import Throttled
from kb.errors import KbError
from kb.files.home import Home
from kb.rights import COMMAND_LINE, Role
from kb.state import database
from tests.access.people import HERE, NOW, PASSWORD, made, tried


class TestWhoIsThereIsNotTold:
    """Enumeration: the answer is the same, and so is the work that is done for it."""

    @pytest.fixture
    def work(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
        monkeypatch.setattr(hashing, "has_argon", lambda: False)
        count = [0]
        derived = hashing.hashlib.scrypt  # type: ignore[attr-defined]

        def counted(*args: object, **kwargs: object) -> bytes:
            count[0] += 1
            result: bytes = derived(*args, **kwargs)
            return result

        monkeypatch.setattr(hashing.hashlib, "scrypt", counted)  # type: ignore[attr-defined]
        return lambda: count[0]

    def test_the_same_words_and_work(self, empty_home: Home, work: Callable[[], int]) -> None:
        made(empty_home, "在的")
        made(empty_home, "另一个", Role.ADMIN)
        disabled = made(empty_home, "停用的")
        administration.set_disabled(empty_home, COMMAND_LINE, disabled, disabled=True)
        administration.invite(empty_home, COMMAND_LINE, Wanted("受邀的", Role.READER), NOW)
        seen = set()
        for name in ("在的", "停用的", "受邀的", "没有的", "", "x" * 10_000):
            before = work()
            with pytest.raises(LoginFailed) as caught:
                tried(empty_home, name, "不是这个密码")
            seen.add((str(caught.value), work() - before))
        assert len(seen) == 1
        assert next(iter(seen))[1] == 1

    def test_a_password_kept_in_the_old_way_is_not_told_apart(
        self, empty_home: Home, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Where argon2 was installed later, some are kept by scrypt until their next log-in."""
        done: list[str] = []
        derived, argon = hashing._derived, hashing._argon
        monkeypatch.setattr(hashing, "has_argon", lambda: False)
        made(empty_home, "旧的")
        monkeypatch.setattr(hashing, "has_argon", lambda: True)
        made(empty_home, "新的")

        def scrypt(*given: Any) -> bytes:
            done.append("scrypt")
            return derived(*given)

        def argon2() -> Any:
            done.append("argon2")
            return argon()

        monkeypatch.setattr(hashing, "_derived", scrypt)
        monkeypatch.setattr(hashing, "_argon", argon2)
        for name in ("旧的", "新的", "没有的"):
            done.clear()
            with pytest.raises(LoginFailed):
                tried(empty_home, name, "不是这个密码")
            assert sorted(done) == ["argon2", "scrypt"], name

    def test_names_that_are_not_there_are_slowed_down_alike(self, empty_home: Home) -> None:
        made(empty_home, "在的")

        def answers(name: str, address: str) -> list[str]:
            said = []
            for _ in range(8):
                with pytest.raises(KbError) as caught:
                    tried(empty_home, name, "不是这个密码", address=address)
                said.append(str(caught.value))
            return said

        assert answers("在的", "10.0.0.1") == answers("没有的", "10.0.0.2")


class TestGuessing:
    def test_delays_grow_for_a_name(self, empty_home: Home) -> None:
        made(empty_home)
        at, waits = NOW, []
        for number in range(12):
            try:
                tried(empty_home, "张三", "猜一个试试", at, address=f"10.0.0.{number}")
            except LoginFailed:
                continue
            except Throttled as error:
                waits.append(error.seconds)
                at += error.seconds
        assert waits == [2, 4, 8, 16][: len(waits)]
        assert len(waits) >= 3

    def test_the_right_password_waits_too(self, empty_home: Home) -> None:
        made(empty_home)
        for _ in range(5):
            with pytest.raises(LoginFailed):
                tried(empty_home, "张三", "猜一个试试")
        with pytest.raises(Throttled):
            tried(empty_home, "张三")
        assert tried(empty_home, "张三", at=NOW + 3)
        assert tried(empty_home, "张三", at=NOW + 3)  # all is forgotten

    def test_a_line_of_ipv6_is_one_address(self, empty_home: Home) -> None:
        """Whoever has one has the 2^64 addresses of its network."""
        for number in range(30):
            with pytest.raises(LoginFailed):
                tried(empty_home, f"甲{number}", address=f"2001:db8:1:2::{number:x}")
        with pytest.raises(Throttled):
            tried(empty_home, "乙", address="2001:db8:1:2:ffff::1")
        with pytest.raises(LoginFailed):
            tried(empty_home, "乙", address="2001:db8:1:3::1")
        with pytest.raises(LoginFailed):
            tried(empty_home, "乙", address="::ffff:10.0.0.1")

    def test_no_typed_name_slows_down_links_or_codes(self, empty_home: Home) -> None:
        account = made(empty_home)
        link = administration.new_link(empty_home, COMMAND_LINE, account, NOW)
        for name in ("一次性链接", "link\n", "link", "second ", "second\n"):
            for _ in range(6):
                with pytest.raises(KbError):
                    tried(empty_home, f"{name}{HERE}", address="10.9.9.9", at=NOW)
                with pytest.raises(KbError):
                    tried(empty_home, f"{name}张三", address="10.9.9.8", at=NOW)
        with pytest.raises(second_step.WrongCode):
            second_step.check(empty_home, account, "000000", HERE, NOW)
        assert logging_in.redeem(empty_home, link, Attempt("", "窗外 又下 小雨", HERE), NOW)

    def test_waiting_in_vain_does_not_prolong_the_wait(self, empty_home: Home) -> None:
        made(empty_home)
        for _ in range(5):
            with pytest.raises(LoginFailed):
                tried(empty_home, "张三", "猜一个试试")
        for _ in range(20):
            with pytest.raises(Throttled):
                tried(empty_home, "张三")
        assert tried(empty_home, "张三", at=NOW + 3)

    def test_one_password_for_many_names_is_slowed_by_the_address(self, empty_home: Home) -> None:
        said = []
        for number in range(throttle.OF_ADDRESS.free + 2):
            with pytest.raises(KbError) as caught:
                tried(empty_home, f"同事{number}", "春天 来了 吗")
            said.append(type(caught.value))
        assert said == [LoginFailed] * throttle.OF_ADDRESS.free + [Throttled] * 2
        made(empty_home)
        assert tried(empty_home, "张三", address="10.9.9.9")

    def test_many_at_one_moment_count(self, empty_home: Home) -> None:
        made(empty_home)

        def guess(_: int) -> type[Exception]:
            try:
                tried(empty_home, "张三", "猜一个试试")
            except KbError as error:
                return type(error)
            raise AssertionError

        with ThreadPoolExecutor(8) as pool:
            said = list(pool.map(guess, range(24)))
        assert said.count(LoginFailed) == throttle.OF_NAME.free

    def test_failures_are_forgotten_and_do_not_pile_up(self, empty_home: Home) -> None:
        for number in range(20):
            with pytest.raises(LoginFailed):
                tried(empty_home, f"同事{number}", address=f"10.0.{number}.1")
        with pytest.raises(LoginFailed):
            tried(empty_home, "张三", at=NOW + throttle.FORGOTTEN + 1)
        with database.reading(empty_home) as rows:
            assert rows.execute("SELECT count(*) FROM login_failure").fetchone() == (2,)

    def test_codes_and_links_cannot_be_guessed_quickly_either(self, empty_home: Home) -> None:
        logging_in.new_setup_code(empty_home, NOW)
        attempt = Attempt("管", PASSWORD, HERE)
        said = []
        for _ in range(10):
            with pytest.raises(KbError) as caught:
                logging_in.set_up(empty_home, "AAAA-AAAA-AAAA-AAAA", attempt, NOW)
            said.append(type(caught.value))
        assert said == [LinkSpent] * 5 + [Throttled] * 5
