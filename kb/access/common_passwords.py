"""Passwords that are tried first: of eight characters and more, in lower case.

Chosen by hand: what the published lists of leaked passwords agree on, what Chinese keyboards and
homophones suggest (5201314, woaini), and what this program and its users suggest.
"""

from __future__ import annotations

COMMON = frozenset(
    """
    password password1 password12 password123 password1234 passw0rd p@ssw0rd p@ssword pa55word
    12345678 123456789 1234567890 12345678910 123123123 123321123 1234512345 12341234 11223344
    1122334455 112233445566 87654321 987654321 0987654321 147258369 159357456 741852963 13579246
    1357924680 246813579 102030405060 123456abc 123456aa abc12345 abc123456 abcd1234 abcd12345
    abcde12345 a1234567 a12345678 a123456789 aa123456 aa12345678 aaa123456 asd123456 asdf1234
    asdfghjk asdfghjkl asdfasdf asdasdasd qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 qwer1234
    qwer12345 qweasdzxc qweqweqwe qazwsxedc qazwsx123 1qaz2wsx 1qaz2wsx3edc 1q2w3e4r 1q2w3e4r5t
    1q2w3e4r5t6y q1w2e3r4 q1w2e3r4t5 zaq12wsx zaq1zaq1 zxcvbnm1 zxcvbnm123 zxcvbnmm !qaz2wsx 1qaz@wsx
    iloveyou iloveyou1 woaini123 woaini520 woaini521 woaini1314 woaini5201314 5201314520 52013145
    520520520 5201314a 13145200 1314520520 13141314 88888888 8888888888 66666666 6666666666 00000000
    0000000000 99999999 11111111 1111111111 22222222 77777777 55555555 1010101010 20082008 2008beijing
    admin123 admin1234 admin12345 admin123456 admin888 admin666 administrator root1234 root123456
    test1234 test123456 user1234 user123456 guest123 guest1234 welcome1 welcome12 welcome123
    changeme changeme1 changeit default1 default123 letmein1 letmein123 master123 monkey123 dragon123
    football baseball sunshine princess superman trustno1 starwars whatever computer internet
    huawei123 huawei@123 admin@123 admin@1234 abc@1234 abcd@1234 abc@12345 abc@123456 aa@123456
    a@123456 p@ssw0rd1 p@ssw0rd123 password! password@123 test@123 test@1234 root@123 qwe@1234
    1qaz!qaz 1qaz2wsx! qwer@1234 asdf@1234 zxcv1234 zxcv@1234
    nongshang nongshang123 nongshangyinhang nongxin123 nongxin123456 yinhang123 yinhang123456
    bank1234 bank123456 bank@123 jingyanku jingyanku123 lessonskb lessons-kb lessons123 zhishiku123
    kb123456 kb12345678 xinyongshe xinyongshe123 rcbank123 rcb123456 nsyh1234 nsyh123456 nsyh@123
    gongzuo123 mima1234 mima123456 mimamima zhongguo zhongguo123 zhejiang beijing2008 shanghai
    woshishui nishishui wodemima
    """.split()
)
