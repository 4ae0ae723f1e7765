"""The model that weighs whom sentences are about: chances, carrying on, and its explanation."""

from __future__ import annotations

from kb.enrich.sentence_context import ContextReader
from kb.enrich.subject_features import grams
from kb.enrich.subject_model import Guess, ReadText, SubjectModel, subject_model
from kb.enrich.text_readings import readings_of
from kb.model import Side
from tests.enrich.test_sentence_context import VISIT, read
from tests.enrich.test_subjects import HOST, LEARNER, bulletin


def guesses(model: SubjectModel, *texts: str, title: str = VISIT) -> list[Guess]:
    made = bulletin(*texts, title=title)
    read_texts = []
    for reading in readings_of(made, ()):
        reader = ContextReader(reading.parties, made)
        contexts = [context for entry in made.entries for context in reader.read(entry)]
        read_texts.append(ReadText(reading, contexts))
    return model.weigh(read_texts).guesses


def test_without_weights_every_subject_is_as_likely() -> None:
    (guess,) = guesses(SubjectModel({}, {}), f"{HOST}先评议。")
    assert guess.clues == ()
    # Two banks on three sides, learners without a name, nobody.
    assert abs(guess.chance - 1 / 8) < 1e-9


def test_a_clue_of_the_words_speaks_for_a_side() -> None:
    model = SubjectModel({"建议": (0.0, 3.0, 0.0, 0.0)}, {})
    (guess,) = guesses(model, "建议先选两个村。")
    assert guess.side is Side.LEARNER
    assert "建议" in guess.clues


def test_turns_carry_the_subject_on_to_the_next_sentence() -> None:
    named = {"主独": (4.0, 0.0, 0.0, 0.0)}
    same = [0.0] * 32
    same[1] = 3.0  # host after host, the same bank
    first, second = guesses(SubjectModel(named, {"总": same}), f"{HOST}先评议。名单张榜七天。")
    assert (first.bank, second.bank) == (HOST, HOST)
    _, alone = guesses(SubjectModel(named, {}), f"{HOST}先评议。名单张榜七天。")
    assert alone.chance < second.chance


def test_a_bulletin_without_sentences_has_no_guesses() -> None:
    made = bulletin("")
    (reading,) = readings_of(made, ())
    assert subject_model().weigh([ReadText(reading, [])]).guesses == []


def test_the_model_tells_host_and_learner_apart() -> None:
    found = guesses(
        subject_model(),
        f"3月4日，{LEARNER}一行5人赴{HOST}考察。该行先评议后授信。\n回来以后，我行拟先选两个村。",
    )
    assert [(g.bank, g.side) for g in found] == [
        (LEARNER, Side.LEARNER),
        (HOST, Side.HOST),
        (LEARNER, Side.LEARNER),
    ]
    assert all(0 < guess.chance <= 1 for guess in found)


def test_names_and_numbers_are_one_sign_in_the_pairs_of_characters() -> None:
    (context,) = read(f"{HOST}授信1,200户。")
    assert grams(context.unit.text, context.mentions) == ("＠授", "授信", "信0", "0户", "户。")
