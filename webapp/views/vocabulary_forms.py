"""A form of the vocabulary that was sent: what its change would do, the change itself, and what another editor
has stored since the form was shown.

Practices and organisations (vocabulary.py) and lexicons (lexicons.py) are edited in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.corpus import Corpus, vocabulary_files, vocabulary_history
from kb.errors import ConflictError, KbError
from webapp.parts import MERGED, dump_base, merge_forms
from webapp.services import left, site, site_holder, writing

Fields = dict[str, str]
Effect = TypeVar("Effect")


@dataclass(frozen=True, slots=True)
class FormPage(Generic[Effect]):
    """One item of the vocabulary as typed.

    `was` is its name on the disk, "" for a new one; `seen` the digest of the item and `base` its
    fields (merged_form.py) as they were stored when the form was shown; `names` are those it may
    be merged into. `plan` and `effect` are a preview, `problem` and `hint` why there is none.
    """

    kind: str
    was: str
    seen: str
    fields: Fields
    names: tuple[str, ...]
    effect: Effect
    plan: vocabulary_history.Plan | None = None
    problem: str = ""
    hint: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class Editing(Generic[Effect]):
    """How the items of some kinds are edited: the template of the form, what the list says afterwards,
    the most characters of a field, what fields are called, the effect of nothing; and the names of a
    kind, the digest and the stored fields of an item, the plan that a button asks for, and the
    effect of a plan."""

    template: str
    done: str
    longest: int
    labels: Mapping[str, str]
    nothing: Effect
    names: Callable[[Corpus, str], tuple[str, ...]]
    seen: Callable[[Corpus, str, str], str]
    stored: Callable[[Corpus, str, str], Fields]
    plan: Callable[[Corpus, str, str, Fields, str], vocabulary_history.Plan]
    effect: Callable[[Corpus, str, vocabulary_history.Plan], Effect]

    def form(self, corpus: Corpus, kind: str, was: str, fields: Fields, base: Fields) -> str:
        """The form as it is shown first; `base` are the fields that are stored."""
        seen, names = self.seen(corpus, kind, was), self.names(corpus, kind)
        page = FormPage(kind, was, seen, fields, names, self.nothing, base=dump_base(base))
        return render_template(self.template, page=page)

    def change(self, kind: str) -> Response | tuple[str, int]:
        """Show what a change does, or make it. What was typed stays in the form when there is an
        error."""
        corpus = site().kb.corpus
        fields = {name: value[: self.longest].strip() for name, value in request.form.items()}
        was, seen, do = fields.pop("was", ""), fields.pop("seen", ""), fields.pop("do", "")
        base = fields.pop("base", "") and request.form["base"]
        names = self.names(corpus, kind)
        page = FormPage(kind, was, seen, fields, names, self.nothing, base=base)
        try:
            if do.startswith("make-"):
                return self._made(corpus, page, do[5:])
            page = self._merged(corpus, page, do)
            if page.problem:
                return render_template(self.template, page=page), 409
            plan = self.plan(corpus, kind, was, page.fields, do)
            shown = replace(
                page,
                seen=self.seen(corpus, kind, was),
                fields={**page.fields, "do": do},
                plan=plan,
                effect=self.effect(corpus, kind, plan),
            )
            return render_template(self.template, page=shown), 200
        except KbError as error:
            status = 409 if isinstance(error, ConflictError) else 422
            now = self.seen(corpus, kind, was) if status == 409 else page.seen
            wrong = replace(page, seen=now, problem=error.message, hint=error.hint)
            return render_template(self.template, page=wrong), status

    def _made(self, corpus: Corpus, page: FormPage[Effect], do: str) -> Response | tuple[str, int]:
        with writing(site().kb) as by:
            page = self._merged(corpus, page, do)
            if page.problem:
                return render_template(self.template, page=page), 409
            vocabulary_files.require_same(page.seen, self.seen(corpus, page.kind, page.was))
            plan = self.plan(corpus, page.kind, page.was, page.fields, do)
            vocabulary_history.make(corpus, plan, by)
            site_holder().renew()
        left(f"vocabulary {page.kind} {page.was}")
        return redirect(url_for("vocabulary.index", done=self.done), 303)

    def _merged(self, corpus: Corpus, page: FormPage[Effect], do: str) -> FormPage[Effect]:
        """The page with what another editor has stored since the form was shown; a problem says what
        both changed."""
        now = self.seen(corpus, page.kind, page.was)
        if do != "save" or now in (page.seen, "gone", ""):
            return page
        stored = self.stored(corpus, page.kind, page.was)
        merged = merge_forms(page.base, stored, page.fields)
        if merged is None:
            return page
        return replace(
            page,
            seen=now,
            base=dump_base(stored),
            fields=merged.fields,
            problem=merged.note(self.labels),
            hint=MERGED if merged.conflicts else "",
        )
