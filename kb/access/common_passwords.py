"""Passwords that are tried first.

Guessers try a word, a name or a run of keys with a few digits behind or before it, letters written as
digits, and the same twice. So what is kept here is words and endings, chosen by hand: what published
lists of leaked passwords agree on, what Chinese keyboards, names and homophones suggest (woaini,
5201314), and what this program and its users suggest. Together they make far more passwords than any
list of the most common ones has; `bench/common_passwords.py` compares.
"""

from __future__ import annotations

import re

# Whole passwords that are neither a word with an ending nor a run of keys.
COMMON = frozenset(
    """
    147258369 159357456 741852963 741852963 789456123 456789123 123789456 147852369 963852741
    159753456 258456159 13579246 1357924680 246813579 24681012 102030405060 11223344 1122334455
    112233445566 12341234 123123123 123321123 1234512345 123454321 1234554321 12344321 1234567654321
    123456654321 52013145 5201314520 13145200 13141314 1314520520 14789632 147896325 15975300
    20082008 10101010 1010101010 01020304 31415926 314159265 3141592653 27182818 12121212 1212121212
    123123321 321321321 789789789 456456456 147147147 258258258 369369369 159159159 100200300
    1qaz2wsx 1qaz2wsx3edc 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4 q1w2e3r4t5 qazwsxedc qazwsxedcrfv
    zaq12wsx zaq1xsw2 zaq1zaq1 !qaz2wsx 1qaz@wsx 1qaz!qaz 1qaz2wsx! qweasdzxc qweasd123 qazxswedc
    zxcasdqwe asdqwe123 abcd1234 a1b2c3d4 a1s2d3f4 aabbccdd aaaabbbb abcabc123 1a2b3c4d 1234qwer
    123qweasd 1234asdf 12qwaszx qwe123asd 123qwe123 qwe123qwe p0o9i8u7 0p9o8i7u mnbvcxz1 poiuytrewq
    trustno1 letmein1 whatever 1q1q1q1q 1qazxsw2 qq123456 qq123456789 wang1234 5201314a a5201314
    """.split()
)
# Words, names and beginnings that a few digits or marks are put to.
WORDS = frozenset(
    """
    password passwd pass passwort passport pwd secret private login signin access enter welcome hello
    admin administrator root user guest test testing demo temp default changeme changeit master super
    superuser manager system server oracle windows linux computer internet office network database
    abc abcd abcde abcdef abcdefg abcdefgh abcabc aaa aaaa aaaaa aaaaaa aa qq ww zz xx cc ss dd asd asdf
    asdfg asdfgh asdfghj asdfghjk asdfghjkl asdasd asdzxc qwe qwer qwert qwerty qwertyu qwertyui
    qwertyuiop qweqwe qweasd qaz qazwsx wsx zxc zxcv zxcvb zxcvbn zxcvbnm zxczxc poiuyt lkjhgf mnbvcxz
    iloveyou loveyou lovely love ilove iloveu forever baby babygirl angel princess prince queen king
    sunshine shadow dragon monkey tiger lion eagle panda rabbit phoenix cookie flower summer winter
    spring autumn january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday football baseball basketball soccer
    hockey jordan michael michelle jennifer jessica ashley charlie thomas robert daniel andrew joshua
    matthew anthony william george david james john peter tom jack lucy lily mary anna alice jerry kobe
    batman superman spiderman starwars pokemon naruto matrix ninja hunter killer ranger soldier hello
    freedom letmein trustno trust fuckyou fuck bitch money business mustang corvette ferrari mercedes
    porsche harley yamaha cheese chocolate banana apple orange pepper ginger samsung google huawei
    xiaomi lenovo tencent alibaba taobao baidu nokia iphone android apple microsoft china chinese
    woaini woaiwo wo woaiwojia woaiwoziji woshishui woshini woshi nishishui nihao zhongguo zhonghua
    beijing shanghai guangzhou shenzhen tianjin chongqing hangzhou ningbo wenzhou taizhou shaoxing
    jiaxing huzhou jinhua quzhou zhoushan lishui nanjing suzhou wuhan chengdu xian zhengzhou jinan
    qingdao dalian shenyang harbin changchun changsha hefei fuzhou xiamen nanchang kunming guiyang
    nanning haikou lanzhou xining yinchuan hohhot urumqi lasa zhejiang jiangsu anhui fujian jiangxi
    shandong henan hubei hunan guangdong guangxi hainan sichuan guizhou yunnan shanxi shaanxi gansu
    mima mimamima wodemima gongzuo laopo laogong baobei baobao gege jiejie didi meimei mama baba
    xuesheng laoshi yisheng jingcha dalao laoda xiaoming feifei xiaoxiao tiantian kuaile xingfu
    jiankang pingan fugui facai daji dajidali shunli chenggong gongxi xinnian hongbao
    wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng
    xie han tang feng yu dong xiao cheng cao yuan deng fu shen zeng peng lu su jiang cai jia ding wei
    xue ye yan pan du dai xia zhong tian ren fan fang shi yao tan liao zou xiong jin hao kong bai cui
    kang mao qiu qin shao wan wen lei long duan hou shang tao wangwei zhangwei liwei liuwei chenwei
    wangfang lifang wangjing lijing zhangmin liming wanglei lilei hanmeimei xiaohong xiaogang
    bank banker rcb nsyh nongshang nongshangyinhang nongxin nongxinshe xinyongshe nonghang yinhang
    zhihang xindai daikuan cunkuan guiyuan hangzhang zonghang kehu lessons lessonskb lessons-kb kb
    nsh nsyh nshyh 密码 我的密码 口令 管理员 经验库 经验 知识库 农商 农商行 农商银行 农信社 信用社 银行 我爱你 我爱中国
    jingyanku jingyan zhishiku genban xuexi peixun jianbao
    """.split()
)
# Letters that are written as digits or marks.
_WRITTEN = str.maketrans("@4310$5!7", "aaeiossit")
# What stands before or behind a word: digits and marks; how many at most.
_AROUND = re.compile(r"[\d\W_]*")
_LONGEST_AROUND = 10
_LONGEST_REPEATED = 20
_MARKS = "!@#$%^&*?.,_-+~"


def is_common(folded: str) -> bool:
    """Is this one of the passwords that are tried first? `folded` is in lower case."""
    if folded in COMMON or folded in WORDS:
        return True
    return (
        _is_repeated(folded)
        or _is_date(folded)
        or any(map(_is_word, (folded, folded.strip(_MARKS))))
    )


def _is_repeated(folded: str) -> bool:
    """The same again and again: abcabcabc, qwertyqwerty. Length makes up for it at some point."""
    size = len(folded)
    return size <= _LONGEST_REPEATED and any(
        folded[:part] * (size // part) == folded
        for part in range(1, size // 2 + 1)
        if size % part == 0
    )


def _is_word(folded: str) -> bool:
    """A word of ours with digits and marks around it, its letters perhaps written as digits."""
    start = _AROUND.match(folded)
    end = _AROUND.match(folded[::-1])
    before, behind = (start.end() if start else 0), (end.end() if end else 0)
    inner = folded[before : len(folded) - behind]
    if before + behind <= _LONGEST_AROUND and inner in WORDS:
        return True
    # p@ssw0rd1: digits within the word.
    for cut in range(min(_LONGEST_AROUND, len(folded) - 3) + 1):
        if folded[len(folded) - cut :].strip(_MARKS + "0123456789"):
            break
        written = folded[: len(folded) - cut].translate(_WRITTEN)
        if written in WORDS or written in COMMON:
            return True
    return False


def _is_date(folded: str) -> bool:
    """A day as people write their birthday: 19900101, 1990-01-01, 010190…"""
    digits = re.sub(r"[-./年月日]", "", folded)
    match = re.fullmatch(r"(?:19|20)\d\d(\d\d)(\d\d)|(\d\d)(\d\d)(?:19|20)\d\d", digits)
    if match is None:
        return False
    month, day = (int(part) for part in match.groups() if part)
    return 1 <= month <= 31 and 1 <= day <= 31
