"""Logging in, the first account, links; and what an attacker tries at each."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from kb.access import (
    Details,
    administration,
    hashing,
    logging_in,
    passwords,
    second_step,
    sessions,
    throttle,
)
from kb.access.accounts import Account, BadName, clean_name, login_of
from kb.access.administration import Wanted
from kb.access.logging_in import Attempt, LinkSpent, LoginFailed
from kb.access.passwords import WeakPassword
from kb.access.sessions import LIMITS, Place
from kb.access.throttle import Throttled
from kb.errors import ConflictError, KbError, NotFoundError
from kb.files.home import Home
from kb.rights import COMMAND_LINE, Actor, Forbidden, Role
from kb.state import accounts, database

NOW = 1_790_000_000.0
PASSWORD = "湖边 三只 白鹭"
HERE = "10.1.2.3"


def made(home: Home, name: str = "张三", role: Role = Role.EDITOR) -> Account:
    return administration.add(home, COMMAND_LINE, Wanted(name, role), PASSWORD, NOW)


def tried(
    home: Home, name: str, password: str = PASSWORD, at: float = NOW, address: str = HERE
) -> Account:
    return logging_in.log_in(home, Attempt(name, password, address), at)


class TestLoggingIn:
    def test_by_the_name_however_it_is_written(self, empty_home: Home) -> None:
        account = made(empty_home, "Zhang San")
        for name in ("Zhang San", "zhang san", " ＺＨＡＮＧ　san "):
            assert tried(empty_home, name) == account
        assert account.actor == Actor("Zhang San", Role.EDITOR)

    def test_not_with_another_password(self, empty_home: Home) -> None:
        made(empty_home)
        for wrong in ("", PASSWORD + "x", PASSWORD.upper() + "1"):
            with pytest.raises(LoginFailed):
                tried(empty_home, "张三", wrong)

    def test_not_while_disabled_or_invited(self, empty_home: Home) -> None:
        account = made(empty_home)
        administration.set_disabled(empty_home, COMMAND_LINE, account, disabled=True)
        administration.invite(empty_home, COMMAND_LINE, Wanted("李四", Role.READER), NOW)
        for name, password in (("张三", PASSWORD), ("李四", ""), ("李四", PASSWORD)):
            with pytest.raises(LoginFailed):
                tried(empty_home, name, password)


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


class TestTheFirstAccount:
    def test_is_an_administrator_and_made_once(self, empty_home: Home) -> None:
        assert logging_in.needs_setup(empty_home)
        code = logging_in.new_setup_code(empty_home, NOW)
        typed = f" {code.lower().replace('-', ' ')} "
        account = logging_in.set_up(empty_home, typed, Attempt("王管理", PASSWORD, HERE), NOW)
        assert account.role is Role.ADMIN
        assert not logging_in.needs_setup(empty_home)
        assert tried(empty_home, "王管理") == account
        with pytest.raises(LinkSpent):
            logging_in.set_up(empty_home, code, Attempt("李四", PASSWORD, HERE), NOW)

    def test_not_with_a_code_that_is_old_or_was_replaced(self, empty_home: Home) -> None:
        first = logging_in.new_setup_code(empty_home, NOW)
        second = logging_in.new_setup_code(empty_home, NOW)
        attempt = Attempt("王管理", PASSWORD, HERE)
        for code, at in ((first, NOW), (second, NOW + 24 * 3600 + 1), ("", NOW)):
            with pytest.raises(LinkSpent):
                logging_in.set_up(empty_home, code, attempt, at)
        assert logging_in.needs_setup(empty_home)

    def test_not_when_somebody_was_added_meanwhile(self, empty_home: Home) -> None:
        code = logging_in.new_setup_code(empty_home, NOW)
        made(empty_home)
        with pytest.raises(ConflictError):
            logging_in.set_up(empty_home, code, Attempt("王管理", PASSWORD, HERE), NOW)

    def test_a_weak_password_does_not_spend_the_code(self, empty_home: Home) -> None:
        code = logging_in.new_setup_code(empty_home, NOW)
        with pytest.raises(WeakPassword):
            logging_in.set_up(empty_home, code, Attempt("王管理", "12345678", HERE), NOW)
        assert logging_in.set_up(empty_home, code, Attempt("王管理", PASSWORD, HERE), NOW)


class TestLinks:
    def test_an_invitation_is_taken_up_once(self, empty_home: Home) -> None:
        invited, secret = administration.invite(
            empty_home, COMMAND_LINE, Wanted("李四", Role.TRAINER, Details("青枫农商银行")), NOW
        )
        assert not invited.has_password
        assert logging_in.account_of_secret(empty_home, secret, NOW) == invited
        account = logging_in.redeem(empty_home, secret, Attempt("", PASSWORD, HERE), NOW)
        assert account.has_password
        assert account.bank == "青枫农商银行"
        assert tried(empty_home, "李四") == account
        with pytest.raises(LinkSpent):
            logging_in.redeem(empty_home, secret, Attempt("", "别的 密码 一个", HERE), NOW)

    def test_a_reset_ends_sessions_and_older_links(self, empty_home: Home) -> None:
        account = made(empty_home)
        cookie = sessions.open_session(empty_home, account, Place(HERE, "x"), NOW)
        first = administration.new_link(empty_home, COMMAND_LINE, account, NOW)
        second = administration.new_link(empty_home, COMMAND_LINE, account, NOW)
        assert sessions.find_session(empty_home, cookie, NOW)
        with pytest.raises(LinkSpent):
            logging_in.redeem(empty_home, first, Attempt("", "别的 密码 一个", HERE), NOW)
        logging_in.redeem(empty_home, second, Attempt("", "别的 密码 一个", HERE), NOW)
        assert sessions.find_session(empty_home, cookie, NOW) is None
        with pytest.raises(LoginFailed):
            tried(empty_home, "张三")

    def test_it_expires_and_ends_with_a_disabled_account(self, empty_home: Home) -> None:
        account = made(empty_home)
        secret = administration.new_link(empty_home, COMMAND_LINE, account, NOW)
        with pytest.raises(LinkSpent):
            logging_in.account_of_secret(empty_home, secret, NOW + 24 * 3600 + 1)
        administration.set_disabled(empty_home, COMMAND_LINE, account, disabled=True)
        with pytest.raises(LinkSpent):
            logging_in.account_of_secret(empty_home, secret, NOW)


class TestPasswords:
    def test_of_two_changes_at_one_moment_one_counts(
        self, empty_home: Home, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """One who knows the old password cannot undo what its owner does just now."""
        account = made(empty_home)
        keep = passwords.keep

        def slow(password: str) -> str:
            monkeypatch.setattr(passwords, "keep", keep)
            administration.set_password(empty_home, COMMAND_LINE, account, "主人 刚刚 改的")
            return keep(password)

        monkeypatch.setattr(passwords, "keep", slow)
        attempt = Attempt("", PASSWORD, HERE)
        with pytest.raises(ConflictError):
            logging_in.change_password(empty_home, account, attempt, "窗外 又下 小雨", NOW)
        assert tried(empty_home, "张三", "主人 刚刚 改的")

    def test_one_let_in_with_the_old_password_gets_no_session_afterwards(
        self, empty_home: Home
    ) -> None:
        made(empty_home)
        let_in = tried(empty_home, "张三")
        administration.set_password(empty_home, COMMAND_LINE, let_in, "窗外 又下 小雨")
        with pytest.raises(ConflictError, match="密码刚刚改过"):
            sessions.open_session(empty_home, let_in, Place(HERE, "x"), NOW)
        with pytest.raises(ConflictError, match="密码刚刚改过"):
            logging_in.ticket(empty_home, let_in, NOW)

    def test_a_change_needs_the_present_one_and_ends_sessions(self, empty_home: Home) -> None:
        account = made(empty_home)
        cookie = sessions.open_session(empty_home, account, Place(HERE, "x"), NOW)
        new = "窗外 又下 小雨"
        with pytest.raises(LoginFailed):
            logging_in.change_password(empty_home, account, Attempt("", "不对的", HERE), new, NOW)
        with pytest.raises(ConflictError):
            logging_in.change_password(
                empty_home, account, Attempt("", PASSWORD, HERE), PASSWORD, NOW
            )
        with pytest.raises(WeakPassword):
            logging_in.change_password(empty_home, account, Attempt("", PASSWORD, HERE), "1", NOW)
        assert sessions.find_session(empty_home, cookie, NOW)
        logging_in.change_password(empty_home, account, Attempt("", PASSWORD, HERE), new, NOW)
        assert sessions.find_session(empty_home, cookie, NOW) is None
        assert tried(empty_home, "张三", new)


class TestSessions:
    def test_they_end_without_use_and_after_a_working_day(self, empty_home: Home) -> None:
        account = made(empty_home)
        idle = sessions.open_session(empty_home, account, Place(HERE, "x"), NOW)
        assert sessions.find_session(empty_home, idle, NOW + LIMITS.idle + 1) is None
        at, busy = NOW, sessions.open_session(empty_home, account, Place(HERE, "x"), NOW)
        while sessions.find_session(empty_home, busy, at):
            at += 1800
        assert at - NOW == LIMITS.absolute + 1800

    def test_only_digests_are_kept(self, empty_home: Home) -> None:
        account = made(empty_home)
        secrets = [
            sessions.open_session(empty_home, account, Place(HERE, "x"), NOW),
            administration.new_link(empty_home, COMMAND_LINE, account, NOW),
            logging_in.new_setup_code(empty_home, NOW),
        ]
        assert len(set(secrets)) == 3
        kept = b"".join(file.read_bytes() for file in empty_home.state.iterdir())
        for secret in (*secrets, PASSWORD):
            assert secret.encode() not in kept

    def test_the_file_is_for_its_owner_only(self, empty_home: Home) -> None:
        made(empty_home)
        for file in empty_home.state.iterdir():
            assert file.stat().st_mode & 0o077 == 0

    def test_so_is_one_that_was_restored(self, empty_home: Home) -> None:
        made(empty_home)
        file = empty_home.state / database.FILE
        restored = file.with_name("restored")
        restored.write_bytes(database.snapshot(empty_home))
        restored.chmod(0o644)
        restored.replace(file)
        made(empty_home, "李四")
        assert file.stat().st_mode & 0o077 == 0

    def test_one_or_all_others_are_ended(self, empty_home: Home) -> None:
        account, other = made(empty_home), made(empty_home, "李四")
        mine, second, third = (
            sessions.open_session(empty_home, account, Place(HERE, "x"), NOW + n) for n in range(3)
        )
        theirs = sessions.open_session(empty_home, other, Place(HERE, "x"), NOW)
        their = sessions.sessions_of(empty_home, other, NOW)[0]
        with pytest.raises(NotFoundError):  # not those of others
            sessions.end_session(empty_home, account, their.handle, NOW)
        found = sessions.find_session(empty_home, third, NOW)
        assert found
        sessions.end_session(empty_home, account, found.handle, NOW)
        assert sessions.find_session(empty_home, third, NOW) is None
        assert sessions.find_session(empty_home, second, NOW)
        assert sessions.end_others(empty_home, account, mine) == 1
        assert sessions.find_session(empty_home, mine, NOW)
        assert sessions.find_session(empty_home, theirs, NOW)

    @pytest.mark.parametrize("change", ["role", "disabled", "password"])
    def test_they_end_when_the_account_changes(self, empty_home: Home, change: str) -> None:
        account = made(empty_home)
        cookie = sessions.open_session(empty_home, account, Place(HERE, "x"), NOW)
        match change:
            case "role":
                administration.set_role(empty_home, COMMAND_LINE, account, Role.READER)
            case "disabled":
                administration.set_disabled(empty_home, COMMAND_LINE, account, disabled=True)
            case "password":
                administration.set_password(empty_home, COMMAND_LINE, account, "窗外 又下 小雨")
        assert sessions.find_session(empty_home, cookie, NOW) is None

    def test_a_backup_has_accounts_but_nobody_is_logged_in(self, empty_home: Home) -> None:
        account = made(empty_home)
        cookie = sessions.open_session(empty_home, account, Place(HERE, "x"), NOW)
        saved = database.snapshot(empty_home)
        for file in empty_home.state.iterdir():
            file.unlink()
        (empty_home.state / database.FILE).write_bytes(saved)
        assert tried(empty_home, "张三") == account
        assert sessions.find_session(empty_home, cookie, NOW) is None


class TestAdministration:
    @pytest.mark.parametrize("role", [None, Role.READER, Role.TRAINER, Role.EDITOR])
    def test_is_for_administrators(self, empty_home: Home, role: Role | None) -> None:
        account, actor = made(empty_home), Actor("乙", role)
        wanted = Wanted("丙", Role.ADMIN)
        attempts: list[Callable[[], object]] = [
            lambda: administration.all_accounts(empty_home, actor),
            lambda: administration.find_account(empty_home, actor, "张三"),
            lambda: administration.account_by_id(empty_home, actor, account.id),
            lambda: administration.add(empty_home, actor, wanted, PASSWORD, NOW),
            lambda: administration.invite(empty_home, actor, wanted, NOW),
            lambda: administration.new_link(empty_home, actor, account, NOW),
            lambda: administration.set_password(empty_home, actor, account, PASSWORD),
            lambda: administration.set_role(empty_home, actor, account, Role.ADMIN),
            lambda: administration.set_disabled(empty_home, actor, account, disabled=True),
            lambda: administration.end_sessions(empty_home, actor, account),
        ]
        for attempt in attempts:
            with pytest.raises(Forbidden):
                attempt()
        assert administration.all_accounts(empty_home, COMMAND_LINE) == [account]

    def test_the_last_administrator_stays(self, empty_home: Home) -> None:
        first, second = made(empty_home, "甲管", Role.ADMIN), made(empty_home, "乙管", Role.ADMIN)
        administration.set_role(empty_home, COMMAND_LINE, first, Role.READER)
        with pytest.raises(ConflictError, match="最后一个管理员"):
            administration.set_role(empty_home, COMMAND_LINE, second, Role.READER)
        with pytest.raises(ConflictError, match="最后一个管理员"):
            administration.set_disabled(empty_home, COMMAND_LINE, second, disabled=True)
        assert administration.account_by_id(empty_home, COMMAND_LINE, second.id) == second

    def test_a_name_is_taken_once_however_it_is_written(self, empty_home: Home) -> None:
        made(empty_home, "Zhang San")
        with pytest.raises(ConflictError):
            made(empty_home, "zhang  san")

    def test_a_name_that_looks_like_another_is_refused(self, empty_home: Home) -> None:
        made(empty_home, "admin")
        with pytest.raises(ConflictError, match="看起来和已有的账号“admin”一样"):
            made(empty_home, "\u0430dmin")
        assert made(empty_home, "\u0430\u043d\u043d\u0430")

    @pytest.mark.parametrize("name", ["", " ", "x" * 41, "a\x00b", "网站", "命令行", "a\u202eb"])
    def test_names_that_nobody_can_have(self, name: str) -> None:
        with pytest.raises(BadName):
            clean_name(name)

    @pytest.mark.parametrize(
        "name", ["\u3164", "王五\ufe0f", "王\U000e0100五", "王\u200b五", "\u2800王"]
    )
    def test_a_character_that_cannot_be_seen_is_named(self, name: str) -> None:
        with pytest.raises(BadName, match=r"看不见的字符（U\+"):
            clean_name(name)

    @pytest.mark.parametrize("dot", "·•・‧⋅᛫∙･.．")
    def test_a_name_with_a_dot_is_one_whatever_the_keyboard_writes(self, dot: str) -> None:
        assert clean_name(f"阿依古丽{dot}买买提") == "阿依古丽·买买提"
        assert login_of(f" 阿依古丽{dot}买买提") == "阿依古丽·买买提"
        assert login_of("Zhang.San") == "zhang.san"

    def test_names_are_compared_in_one_form(self) -> None:
        assert login_of(" Zhang　SAN\n") == "zhang san"


def test_a_password_is_kept_in_the_present_way_after_a_log_in(
    empty_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An extra that was installed, or a cost that was raised, holds for those who log in."""
    monkeypatch.setattr(hashing, "has_argon", lambda: False)
    account = made(empty_home)
    before = accounts.load_account(empty_home, account.id).password
    cookie = sessions.open_session(empty_home, account, Place("", ""), NOW)
    monkeypatch.setattr(hashing, "COST", (32, 8, 1))
    logging_in.log_in(empty_home, Attempt("张三", PASSWORD, "10.0.0.1"), NOW)
    after = accounts.load_account(empty_home, account.id).password
    assert after != before
    assert after.startswith("scrypt$32$")
    logging_in.log_in(empty_home, Attempt("张三", PASSWORD, "10.0.0.1"), NOW)
    assert accounts.load_account(empty_home, account.id).password == after
    assert sessions.find_session(empty_home, cookie, NOW), "nobody is thrown out by it"
