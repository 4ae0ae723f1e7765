"""Words that say nothing about what is looked for."""

from __future__ import annotations

import re

# Question words.
QUESTION_WORDS = frozenset(
    "什么 甚么 哪 哪些 哪个 哪里 哪儿 哪种 哪位 哪年 哪家 哪国 哪座 哪边 哪方面"
    " 哪两 哪几 哪一 哪一个 哪一年 哪一种 哪一位 哪一家 哪一天"
    " 谁 是谁 何 何时 何地 何人 何种 何处 何者 何年 何事 何物 为何 如何 怎么 怎样 怎么样 怎么办 怎么做 咋 咋样 啥 干嘛"
    " 为什么 为甚么 什么样 什么时候 什么人 什么地方 是什么 有什么 有哪些"
    " 多少 多久 多大 多长 多高 多远 几 几个 几家 几次 几年 几岁 几月 几点 几号"
    " 是否 吗 呢 吧 请问 有何 有无 能否 可否".split()
)
# Questions as people speak. The dictionary cuts them into pieces, some of which match anywhere.
SPOKEN_QUESTIONS = frozenset(
    "咋整 咋办 咋弄 咋个 咋搞 咋做 咋样 咋回事 咋个办 咋个搞 啷个 啷个办 怎么搞 怎么弄 怎么整 怎么破 怎么回事 咋说"
    " 如何是好 啥子 啥样 啥时候 么子 么样 哪样 好多钱 得多少 得好多"
    " 哪个行 哪些行 哪家行 哪几家行 哪个银行 哪些银行 哪家银行 哪几家银行"
    " 别的行 别家行 其他行 其它行 别的银行 其他银行 其它银行"
    " 行不行 行不 成不成 成不 好不好 对不对 要不要 会不会 能不能 可不可以 可以不 有没有 是不是 算不算 用不用"
    " 该不该 值不值 得不得 管不管 到底 究竟 搞法 嘛".split()
)
# Words that only join others or refer to them.
STOP_WORDS = (
    QUESTION_WORDS
    | SPOKEN_QUESTIONS
    | frozenset(
        "的 了 是 在 和 与 及 或 有 对 把 被 将 为 以 于 从 到 由 就 都 也 还 又 而 且 并 等 着 过 地 得 之 其 这 那"
        " 个 中 上 下 里 可 可以 能 会 要 所 此 时 该 让 使 给 向 则 即 乃 因 因为 所以 但 但是 如果 若 虽然"
        " 一个 一种 一位 一些 一次 这个 那个 这些 那些 这种 那种 此一 它 他 她 它们 他们 她们 我 我们 你 你们 自己"
        " 有关 关于 以及 其中 之后 之前 当时 的话 时候 才 只 再 更 最 很 非常 没 没有 不 应该 应 需要 需 想 想要"
        " 知道 告诉 一下 做 办 叫 叫做 称为 名为 属于 进行 通过 目前 后来 下列 以下 以上"
        " a an the of in on to and or is are was were be by for with as at from"
        " 俺 俺们 咱 咱们 阿拉 伲 咧 嘞 哩 喽 啊 呀 哦 呗 哟 哇 咯 噻 哪能 几钿 晓得 晓不晓得 麻烦 劳驾 谢谢 您好 你好"
        " what who when where which how why did do does".split()
    )
)
# The most words that the dictionary cuts a spoken question into.
_MOST_JOINED = 4


def joined_asking(words: list[str]) -> list[str]:
    """The words with those joined that together are a spoken question: 咋 and 整 say nothing of what
    is looked for. A grade (D等) is one word."""
    joined: list[str] = []
    at = 0
    while at < len(words):
        ends = range(min(len(words), at + _MOST_JOINED), at + 1, -1)
        end = next((end for end in ends if "".join(words[at:end]) in SPOKEN_QUESTIONS), at + 1)
        word = "".join(words[at:end])
        if word == "等" and joined and len(joined[-1]) == 1 and joined[-1].isascii():
            joined[-1] += word
        else:
            joined.append(word)
        at = end
    return joined


_ASKING = re.compile("|".join(sorted(QUESTION_WORDS, key=lambda word: (-len(word), word))))


def without_question_words(normal: str) -> str:
    """A text in normal form with a line feed in the place of each word that asks."""
    return _ASKING.sub("\n", normal)
