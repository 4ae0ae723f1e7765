"""Logging in, the first account, links; and what an attacker tries at each."""

from __future__ import annotations

import pytest

from kb.access import Details, administration, hashing, logging_in, passwords, sessions
from kb.access.administration import Wanted
from kb.access.logging_in import Attempt, LinkSpent, LoginFailed
from kb.access.passwords import WeakPassword
from kb.access.sessions import Place
from kb.errors import ConflictError
from kb.files.home import Home
from kb.rights import COMMAND_LINE, Actor, Role
from kb.state import accounts
from tests.access.people import HERE, NOW, PASSWORD, made, tried


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
