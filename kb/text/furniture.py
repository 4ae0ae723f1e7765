"""Lines around an article that do not belong to it: navigation, share bars, imprint, page numbers.

They are recognised by their wording, for every program that makes pages. A sentence is never
furniture because it contains such a word: each pattern matches the whole line or its beginning, and
lines punctuated like running text are kept unless they address the readers of the site.
"""

from __future__ import annotations

import re

from kb.text.app_furniture import is_app_line
from kb.text.tables import CELLS

_LONGEST = 90
# What a platform says of the views of those who write there.
_LONGEST_STATEMENT = 300
_STATEMENT = re.compile(
    r"仅代表(?:该|本|其)?(?:作者|发布者|用户)(?:或机构)?(?:本人|个人)?的?观点[，,].{0,24}(?:不代表|立场)|仅提供信息(?:发布|存储)(?:平台|空间|服务)"
)
_BLANK = re.compile(r"\s+")

# Where the reader is on the site, and what they can do there.
_SITE_LINES = (
    # Where the reader is: 当前位置：首页 > 新闻.
    r"您?的?(?:当前|现在|所在)(?:的|所在)?位置|您(?:现在|当前|所在)|当前栏目|(?:首页|主页|我的桌面|(?:我的)?工作台|门户首页)\s?[>＞»›/|｜·-]|网站首页|OA(?:办公)?系统",
    # Ways to read the page: 无障碍浏览 | 繁体.
    r"(?:特别|郑重)(?:声明|提示)\s?[:：](?=.{0,40}(?:自媒体|作者|平台|本号|转载|版权|用户))|(?:分享|无障碍(?:浏览|阅读)?|长者(?:模式|版|助手)|适老(?:模式|版)?|关怀(?:模式|版)|老年版|繁体(?:版|中文)?|简体(?:版|中文)?|English)(?:$|[\s|｜].{0,30}$)",
    # Rules between parts: 版权声明, -----分割线-----.
    r"(?:版权|免责)声明(?:$|\s?[:：])|附件下载\s?[:：]|[-—=\s]{0,60}分[割隔]线[-—=\s]{0,60}$",
    # Buttons: 【打印】【关闭】, [字号 大 中 小].
    r"(?:【|\[)?(?:打印|关闭|返回|收藏|字号|字体|复制链接|推荐|挑错)[^。，；]{0,14}(?:】|\]|[大中小]+)?$",
    # Links in the head and the foot: 设为首页 | 联系我们.
    r"(?:设为首页|加入收藏|收藏本站|网站地图|联系我们|关于我们|法律声明|登录|注册|无障碍|繁體|返回顶部|返回列表|返回首页)(?:$|[\s|｜>›»]|.{0,6}$)",
    # Sharing: 分享到, 扫一扫, 点击上方蓝字.
    r"分享(?:到|至|[:：])|[Ss]hare|一键分享|扫一扫|扫码(?:关注|添加|加|下载|进群|入群|阅读|查看|识别|观看|报名|$)|微信扫|长按|识别二维码|点击(?:上方|蓝字|下方|关注|这里)|点击上面",
    # The program of an office: 某某协同办公平台 | 综合办.
    r"[一-鿿]{0,6}(?:办公|OA)[一-鿿]{0,2}(?:平台|系统)\s?[-—|｜>]{1,2}\s?\S{2,8}$",
    # Neighbours: 上一篇：, 没有了.
    r"(?:上|下)一(?:篇|条|页|则|章|版|期)(?:$|[:：\s|])|(?:上|下)一(?:篇|条|则)|没有了$",
    # Buttons of an application and notes of a newspaper: 播报文章, 纠错/举报, （下接第2版）.
    r"(?:播报|朗读|收听)(?:文章|全文|本文)$|纠错\s?[/／|｜]?\s?(?:举报|反馈)?$|(?:立即|马上|点击)(?:打开|下载)(?:APP)?$|[（(【]?[上下][接转]第?\s?[A-Z]?\d{1,2}\s?版[）)】]?$",
    # Lists of other articles: 相关阅读, 热门推荐.
    r"(?:相关|热门|推荐|精彩|延伸|往期|最新|更多)(?:链接|阅读|推荐|文章|新闻|内容|资讯|标签|回顾|精选|专题|评论|公告|动态|信息|推送)",
    # Ways back and popular articles: 返回首页, 猜你喜欢.
    r"返回(?:搜狐|首页|列表|顶部|目录|版面|上一[级页版])[，,]?|平台声明[:：]|(?:猜你喜欢|大家都在看|大家还在看|近期文章|栏目导航|友情链接|快速导航|网站公告|热点内容|热榜|排行榜|点击排行|文章目录|本文目录)",
    # Comments: 发表评论, 精选留言, 3条评论.
    r"(?:我要|发表|网友|精选|全部|写|最新)?(?:评论|留言|回复|跟帖)(?:[（(]?\d*[)）]?(?:条)?)?$|发表(?:评论|回复)|精选留言|文明上网|请自觉遵守|请登录|您需要\s?登录",
    r"(?:copyright|©|\(c\)|powered by|all rights reserved)",
    # Longer texts elsewhere: 阅读原文, 展开全文.
    r"(?:阅读原文|阅读全文|查看原文|展开(?:阅读)?全文|查看全部|加载更多|查看更多)",
    # Buttons of approval: 点赞 12, 在看.
    r"(?:点赞|在看|转发|收藏|顶一下|踩一下|举报|赞)(?:\d|$|[（(])|赞赏(?:支持|作者|此文|\d|$)",
    # The top line of a phone, in a text read from its screen: 中国移动 17:20 87%.
    r"(?:中国)?(?:移动|联通|电信|广电)(?:\s?[45]G)?\s{1,4}(?:[上下]午)?\d{1,2}:\d{2}(?:\s{1,4}\d{1,3}%)?$|\d{1,2}:\d{2}\s.{0,12}\d{1,3}%$",
    # Requests: 如果您觉得有用请转发, 欢迎关注.
    r"(?:如果|若)?(?:您|你|大家)?(?:喜欢|觉得)[^。]{0,20}[“\"]?(?:在看|赞|转发|转给|分享给?|收藏|打赏)|点个?[“\"]?(?:在看|赞)|欢迎(?:关注|转发|打赏|投稿|扫码|订阅)",
    # Notices of the site: 建议使用 Chrome 浏览器, 今天是2025年.
    r"(?:本网站|本站|建议使用)[^。]{0,40}(?:IPv6|浏览器|分辨率|Cookie)|今天是\d{4}年|欢迎您[，,：:]",
    # The end, and earlier issues: 往期精选, THE END.
    r"往期.{0,6}$|(?:THE )?END[\W_]{0,12}$",
    # Codes to scan: 扫描二维码，关注我们.
    r"扫描[^，。]{0,8}(?:二维码|小程序码)[，,]?[^，。]{0,4}(?:关注|加入|进群|下载|阅读|查看|了解更多)[^，。]{0,12}$",
    # 本文系原创；（全文完）.
    r"本文(?:系|为|属)?原创[^。]{0,30}$|[—–\-·\s（(【]*(?:完|(?:全文|本文|本期|正文)(?:完|结束|到此结束))[—–\-·\s）)】]*$",
    # A path of at least three names: 首页 > 新闻动态 > 正文.
    r"(?=.{0,60}(?:新闻|动态|正文|详情|知识库|平台|列表|要闻|快讯|专栏|公告|文章|信息|资讯|园地))"
    r"[^>＞»›，。；：\s]{2,12}(?:\s?[>＞»›]\s?[^>＞»›，。；：\s\d]{2,16}){2,6}\s?[>＞»›]?$",
    # Buttons in brackets, in a row: [大][中][小].
    r"(?:[【\[](?:大|中|小|打印|关闭|收藏|字[体号])[】\]]\s*){2,8}",
    r"喜欢此内容的人|暂无评论",
)
_SITE = re.compile(f"^(?:{'|'.join(_SITE_LINES)})", re.IGNORECASE)
_SITE_WORDS = (
    # Who runs the site: 版权所有, ICP备.
    r"版权所有|ICP备|公网安备|网站标识码|许可证编?号?\s*[:：]?\s*[\dA-Z]{4,}|未经(?:许可|授权|允许|书面)[^。]{0,10}(?:转载|使用|复制)",
    # 举报电话：, 主办单位：, 公众号：.
    r"举报(?:电话|邮箱)?[:：]|主办单位[:：]|承办单位[:：]|技术支持[:：]|关注(?:我们|作者|公众号)|蓝字.{0,4}关注|公众号[:：]|扫码关注|在看[”\"]?[↓⬇]",
    # An address with a telephone: 总行地址：….
    r"(?:总行|总部|公司|单位|联系|^)\s?地址[:：].{4,40}(?:邮编|邮政编码|电话|热线)",
    # A hotline alone: 客服热线：96596.
    r"^.{0,20}(?:客服|客户服务|服务|咨询)(?:电话|热线)?[:：]\s?[\d-]{5,14}$",
    # Notices about the site: 温馨提示：本网站….
    r"^(?:温馨|友情|安全|特别|重要)提示[:：].*(?:本网站|本站|本系统|内网|本平台|浏览器)",
    # Letters to subscribers: 您收到这封邮件, 退订.
    r"您收到(?:这封|此|本)邮件|在浏览器中(?:查看|打开|阅读)|退订\s*(?:$|[|｜])|(?:本|此)邮件(?:由系统|为系统)",
    # Notices of secrecy below a mail.
    r"^(?:[【\[]?(?:保密|免责)(?:提示|声明)[】\]]?[:：]?\s?)?(?:本|此|这封)(?:电子)?邮件(?:[及和、]|连同)?(?:其|任何)?(?:所有)?(?:附件)?[^。]{0,24}(?:收件人|保密|机密|误收)",
    # Requests not to print a mail.
    r"^[^。；]{0,24}(?:如[无非]|非|若无|无)必要[，,]?\s?(?:请勿|请不要|请别|勿|不要)打印|^[^。；]{0,12}打印(?:本|此|这封)?(?:电子)?邮件[^。；]{0,16}(?:环境|环保|树)",
    # What checked a mail: 本邮件未发现病毒.
    r"^(?:本|此|该)?(?:电子)?邮件(?:已(?:加密|通过|经过?|由)|未(?:发现|检出)|不含|没有)[^。；]{0,24}(?:传输|检测|扫描|病毒|查杀)[。！]?$",
    r"(?:consider the environment|think before you print)",
    # 文责自负，转载请联系作者; 本文首发于某公众号.
    r"^[（(](?:全文|本文)[共约计]{0,2}.{1,8}字[）)]$|^[（(]?(?:转引自《|文责自负|本文(?:仅代表|只代表|首发于|原载于?|转载自|选自|节选自)|转载请(?:注明|联系|标明))[^。]{0,40}[。）)]{0,2}$",
    # 如有侵权请联系删除.
    r"(?:如|若)[^，。；]{0,6}侵权[^。；]{0,14}(?:联系|告知|通知|处理|删)|侵[权]?(?:即|必|请联系)?删(?:除)?[。！）)]?$",
    r"仅(?:仅)?提供信息(?:存储|发布)(?:空间)?(?:服务)?",
    # 请点在看, 点击阅读原文.
    r"请点[“\"]?在看|点亮[“\"]?在看|分享[、,，]点赞|点击[“\"「]?阅读原文|官方(?:账号|帐号)$",
    # The source or day of a page with its counts or sizes: 来源：… 浏览次数：32, 字号：[大].
    r"^(?=.*(?:(?:19|20)\d\d[-年/.]|来源|作者|发布))"
    r".*(?:(?:浏览|点击|阅读|访问|人气|热度)(?:次数|量|数|人数)?\s*[:：（(]?\s*\d+\s*(?:次|人)?(?:$|[\s　）)\]】|｜])"
    r"|字[体号]\s*[:：]?\s*[【\[（(]?\s*[大小T])",
    # A list of contents: 经验做法……3, 目录.
    r"[…．.·]{4,}\s*\d{1,3}$|^(?:CONTENTS?\s*)?(?:本期)?(?:目[\s　]*[录次]|要目)(?:\s*CONTENTS?)?$",
    # Sent from a phone: 发自我的手机.
    r"^发自我的.{1,16}$|^Sent from my .{1,20}$",
)
_ANYWHERE = re.compile("|".join(_SITE_WORDS), re.IGNORECASE)
_COUNTS = re.compile(
    r"^(?:#[^#\s（(：:]{2,16}#?\s*){2,12}$|^#[^#\s]{2,16}#$|^(?:阅读|浏览|点击|查看|播放|点赞|评论|回复|人气|热度|访问|关注|收藏)(?:次数|量|数)?\s*[:：]?\s*[\d,.]+\s*[万次+]*(?:\s*[|赞在看\d\s.万+]*)?$"
    r"|^[\d,.]+\s*(?:次浏览|条评论|次阅读|人阅读|阅读|赞|评论)$|^[A-a][-+]\s*$|^(?:字号|字体)?\s*大\s*中\s*小$|^[|·•>»›/\s]+$|^[━─═—–=＝_＿~～*＊﹏-]{2,}$"
)
# What is done to a paper until it is read.
PAPER_WORK = (
    "编印|编发|印发|刊发|刊出|出刊|出版|成稿|定稿|撰写|写作|起草|签发|发稿|交稿|投稿|报送|制作"
    "|拟稿|成文|填报|填表|提交|上报"
)
# Who made it: the name of a field and a colon, in brackets or not.
_FIELDS = (
    "供稿|撰稿|执笔|撰文|图文|图/文|文/图|文图|文字|文本|图片|摄影|拍摄|制图|(?:实习|见习|值班|执行|轮值|本期)?编辑|责编|责任编辑|编审|审核|审校|校对|初审|复审|终审|复核|监制|总监制|统筹"
    "|策划|排版|美编|来源|文章来源|稿源|信息来源|作者|记者|通讯员|特约记者|见习记者|主办|承办|协办|主编|副主编|编印|印发|印制|印数|抄送|抄报|主送|主题词|报送|签发|拟稿人?"
    "|采写|记录|整理|联系人|(?:联系|客服|办贷|咨询|服务|监督|投诉|预约|业务|订阅|广告)?(?:办公室|编辑部)?(?:电话|热线)|微信号|投稿邮箱|投稿|邮箱|邮编|地址|网址|传真|(?:发布|发文)(?:时间|日期|人|部门|单位|机构|机关|于)?"
    rf"|(?:{PAPER_WORK}|创建)(?:时间|日期)|创建人"
    "|发表于|更新时间|时间|日期|浏览(?:次数|量)?|点击(?:数|量|次数)?|阅读(?:量|数)?|编发|发往|发送|发|报|送"
    r"|文件编号|公文编号|编号(?=\s?[:：][^。，；]{0,8}[〔\[（(]20\d\d)|文\s?号|发文字号|缓急(?:程度)?|紧急程度|密级|打印(?:时间|人)|页码"
    "|(?:应到|实到)?(?:出席|列席|缺席|请假|参会|与会)(?:领导|同志)?"
    "|填表(?:时间|日期)?|制表|打字|印刷|工作简报|责任校对|核稿|审稿|翻译|来稿(?:请[寄发至]+)?|投稿请[寄发至]+|本[刊报]编辑部"
)
# Fields that a text may have of its own: imprint only before the names of persons or offices (设计：李某).
_NAMED_FIELDS = (
    "制作|出品人?|总编辑?|副总编辑?|总策划|(?:本期)?值班(?:主任|编辑|编委|总编|领导)|(?:本期)?编委会?(?:主任|成员)?|呈|呈报|呈送|抄|印送|分发|发至"
    "|[一二三]审|编排|设计|视频|剪辑|播音|配音|朗读|配图|插图|运营|监审|审读|审阅|审定|审签|资料|转自|转载自?"
    "|(?:素材|图片|资料|稿件|文稿|视频|封面)(?:来源|提供)?"
)
_OFFICES = "部|室|中心|支行|银行|农商行|联社|办|组|会|公司|部门|部室|科室|单位|领导|班子|成员|报|网|社|专班"
_NAMES = rf"(?:[一-鿿]{{2,4}}|[一-鿿“”]{{2,20}}(?:{_OFFICES}))"
_NAMED = re.compile(
    rf"[（(【\[〔]?(?:(?:{_NAMED_FIELDS})\s?[:：丨｜|/／]\s?{_NAMES}"
    rf"(?:[、，,\s　]{{1,2}}{_NAMES}(?![:：丨｜|/／一-鿿])){{0,7}}"
    r"[\s　；;|｜，,]{0,6}){1,6}[）)】\]〕]?"
)
# The letters of a short field set apart: 审　核：, 拟 稿 人：.
_APART = re.compile(r"(?<![一-鿿])[一-鿿](?:[\s　]{1,4}[一-鿿]){1,3}(?=\s?[:：丨｜])")
# A field of a procedure, and then a sentence: 审核：由风险部复核，三个工作日内答复。
_STEP = re.compile(
    r"(?:审核|复核|初审|复审|终审|校对|记录|整理|联系人|统筹|策划|起草|监督|制作|设计|运营)\s?[:：][^:：]{4,}，[^:：]{3,}。"
)
_DAY = r"(?:19|20)\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
_OFFICE_OF_BANK = (
    r"[一-鿿]{2,12}(?:银行|农商行|联社)[一-鿿]{1,8}?(?:(?<!营业)部|室|科|办|中心|团委|工会|党委)"
)
_IMPRINT = re.compile(
    rf"^[（(【\[〔]?\s*(?:{_DAY}\s*)?(?:本(?:期|文|报|刊|版))?(?:{_FIELDS})(?:单位|部门|人|人员)?\s*(?:[:：丨|｜]|[/／](?!\d))\s*\S"
)
_BYLINE = re.compile(
    r"^[（(【\[〔]\s*(?:通讯员|记者|特约通讯员|本报记者|作者|供稿|编审|编辑|责任编辑|责编|来源|文|图|摄影|审核|记录|整理|撰稿)[^。）)】\]〕]{0,40}[）)】\]〕]$"
    r"|^(?:上次|最后|最近)?(?:修改|创建|编辑)(?:时间|日期|于)\s*[:：]?\s*(?:19|20)\d\d|^版本\s*[:：]\s*\d|^内容类型\s*[:：]"
    r"|^[（(]?[一-鿿]{2,16}(?:组|行|部|社|室|中心|团|队|联社|报社)?"
    r"[\s　]+(?:采写|采访|撰文|整理|供稿|撰稿|执笔)\s*[:：/／]\s*"
    rf"[一-鿿]{{2,4}}(?:[、\s　]+[一-鿿]{{2,4}}){{0,3}}(?:[\s　]+(?:{_DAY}|(?:19|20)\d\d年\d{{1,2}}月))?[）)]?$"
    r"|^[（(]此件(?:公开|不公开|发至|依申请)[^。]{0,20}[）)]$"
    # Which office of a bank, and the day: 甲农商银行宣教科　2025-12-01.
    rf"|^[（(]?{_OFFICE_OF_BANK}[\s　]+{_DAY}[）)]?$|^[（(]?{_DAY}[\s　]+{_OFFICE_OF_BANK}[）)]?$"
    rf"|^.{{0,20}}(?:办公室|部|室|组|中心|联社|银行)[\s　]+{_DAY}\s?(?:印发?|编印?|编发|刊发|签发|制)$"
    r"|^[（(](?:共|计)?印(?:发|制)?\s?\d+\s?份[）)]$|^[（(]办公室[\s　]\S{2,8}[）)]$"
    rf"|^[^，。；：\s]{{0,12}}(?:编辑部|编委会|编辑组|办公室|专班)[\s　]{{1,6}}"
    r"(?:联系)?(?:电话|热线|邮箱|传真|内线)\s?[:：]\s?\S"
    # Where somebody is still to sign: 导师签字：, 单位盖章：　　年　月　日.
    r"|^[一-鿿]{0,10}(?:[（(]?(?:签字|签名|签章|盖章)[）)]?)\s?[:：][\s　_＿—年月日]{0,30}$"
    r"|^(?:工作|内网|办公|公共)(?:邮箱|电话)\s?[:：]\s?\S|^联系方式\s?[:：]\s?[\d-]{5,14}$"
    r"|^[（(]?.{2,16}(?:办公室|部|组|处|科|编辑部|支行|银行|联社|中心|工会|团委|党委|公司|学院)[\s　]*"
    r"(?:供稿|编|编印|编发|主办|印发|印|整理)(?:[\s　].*)?[）)]?$"
    r"|^[（(][^。，（()）]{2,18}(?:办公室|部|支行|联社|银行|中心|科|专班)(?:[\s　]\S{2,8})?[)）]$"
    r"|^[（(][^。，（()）]{2,18}(?:银行|联社|支行|部|办公室)?[\s　]*"
    r"(?:特约)?(?:通讯员|记者|供稿人?|撰稿|作者)[\s　：:]*[^。，（()）]{2,20}[)）]$"
    r"|^[（(—\s]{0,4}[^。，（()）]{0,14}[\s　]*(?:发自|寄自|写于|摄于|记于)[^。，（()）]{2,20}[)）]?$"
    rf"|^[□■◎○●◆◇☆★▲※*\s]*(?:{_DAY}[\s　]+)?(?:本报|特约|见习|本刊)?(?:记者|通讯员)[\s　：:]+\S{{2,4}}"
    rf"(?:[\s　、]+(?:(?:本报|特约)?(?:记者|通讯员)[\s　：:]+)?\S{{2,4}}){{0,4}}(?:[\s　]+{_DAY})?$"
    r"|^[（(]?(?:原?[刊载]于?|转载自|[转选摘]自|据)[\s　:：]{0,2}《[^》]{2,20}》[^。，；]{0,30}[）)]?$"
    r"|^(?:www\.\S+\s+)?(?:19|20)\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}日?\s*\d{1,2}:\d{2}[^。]{0,60}$"
    r"|^(?:(?:责任?编辑?|责编|编辑|编审|校对|审核|初审|复审|终审|监制|美编|排版|摄影|文字)\s[一-鿿]{2,4}\s?){2,6}$"
    # A column and who makes it: 本栏目由合规部与团委联合推出, 上期答案：B, 欢迎留言，….
    r"|^[（(]?本(?:栏目|专栏|系列)由[^。；，]{2,30}(?:推出|主办|承办|出品|供稿|提供|制作)[。！!]?[）)]?$|^(?:上期|本期)答案\s?[:：].{1,60}$"
    r"|^欢迎(?:广大|各位)?[^，。；]{0,8}(?:留言|投稿|来稿|赐稿|转发|关注)(?:[，,][^。；]{2,24})?[。！!]?$"
    # Who made the pages: 某某信用联社　制作：信息科.
    r"|^[一-鿿]{4,24}[\s　]+(?:网页|网站|页面)?(?:制作|维护|设计|技术支持|技术维护)"
    r"\s?[:：]\s?[一-鿿]{1,14}(?:科|部|室|处|中心|公司)$"
    # How a paper is reached and sold: 本刊电子信箱：…　印数：3000册, 编辑部地址：…　邮编：….
    r"|^[（(【]?(?:本[刊报简]|编辑部|编者|投稿|来稿|订阅|征稿|供稿)(?:的?(?:电子|联系))?"
    r"(?:[信邮]箱|邮件|地址|电话|热线|传真|网址|微信号?|二维码)\s*[:：]\s*\S.{0,80}$"
    r"|^[（(【]?(?:国内(?:统一)?刊号|国际刊号|准印证号?|邮发代号|印数|印刷数量|发行(?:量|范围)|(?:每册|全年)?定价)\s*[:：]\s*\S.{0,60}$"
    r"|^(?:文|图|文图|图文)\s*[/／|｜]\s*\S.{0,30}$|^.{2,30}\s(?:文/图|图/文|摄影报道|供图|摄)$"
    r"|^(?:报|送|发|呈[报送阅]?|抄送|抄报|主送)\s*[:：].{2,60}$|共[印发]\s*\d+\s*份|^[（(].{0,24}(?:根据|按|据)(?:现场)?录音整理[^。]{0,12}[）)]$|^[（(]会议于.{2,16}结束[）)]$|^分送[:：]|^(?:请勿|不得|严禁)外传|^内部(?:资料|刊物|文件).{0,20}$|^(?:注意保存|严禁外传).{0,10}$"
    r"|^内部(?:交流|参考|传阅|材料|学习资料)(?:[\s　,，·!！]{1,4}[^。，]{2,12})?[!！]?$"
    r"|^[（(]?(?:本[刊报期简]|内部)[^。；]{0,16}(?:免费赠阅|内部交流|欢迎[^，。；]{0,8}(?:来稿|赐稿|投稿))[^。；]{0,24}[。！]?[）)]?$"
    r"|^本(?:刊|简报|报|件|材料|资料|文|周报|专报)(?:内容)?(?:仅供|仅限|只供|系|为)[^。\d]{0,12}(?:内部|参阅|参考|交流|学习)[^。\d]{0,16}(?:[，,][^。\d]{2,16})?。?$"
)
# The head of an article of a public account: 原创, author, account, time, place
# (原创 阳坪农商银行 阳坪农商银行 2024-05-06 09:00 贵州). Without 原创 it has the year and the hour.
_NAME = r"[^\s，。；：！？|｜、（）()《》“”]{2,16}"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_YEAR, _MONTH = r"(?:19|20)\d\d[-年/.]", r"\d{1,2}[-月/.]\d{1,2}日?"
_PLACE = (
    r"(?:\s?·\s?[^\s。，]{2,16})?(?:\s?(?:发表于|发布于|来自|\s)\s?[一-鿿]{2,3})?(?:\s?听全文)?"
)
_ACCOUNT_HEAD = re.compile(
    rf"(?:{_NAME}\s){{1,3}}{_YEAR}{_MONTH}\s{_CLOCK}{_PLACE}"
    rf"|{_YEAR}{_MONTH}\s{_CLOCK}\s?(?:发表于|发布于)\s?[一-鿿]{{2,4}}"
    rf"|原创[\s:：]+(?:{_NAME}\s){{1,3}}(?:(?:{_YEAR})?{_MONTH}|昨天|前天|今天|\d天前)(?:\s{_CLOCK})?{_PLACE}"
    rf"|原创[\s:：]+(?:{_NAME}\s){{0,2}}{_NAME}(?:银行|联社|农信|农商行?|信用社|微讯|公众号)"
)
_PAGE_LINE = re.compile(
    r"^[—–\-·\s]*(?:第\s*)?\d{1,3}(?:\s*[/／]\s*\d{1,3}|\s*页(?:[，,]?\s*共\s*\d{1,3}\s*页)?)?[—–\-·\s]*$"
)
_PAGE_NUMBER = re.compile(
    r"\s{0,4}(?<![\d年月日号万元%.])(?:—|－|–)\s?\d{1,3}\s?(?:—|－|–)(?!\s?\d)\s{0,4}"
    r"|(?<=[一-鿿，。；、：”])\s{0,4}([-·])\s\d{1,3}\s\1(?!\s?\d)\s{0,4}"
    r"|(?<=[一-鿿，。；、：”])\s{0,4}第\s?\d{1,3}\s?页[\s，,/／]{1,3}共\s?\d{1,3}\s?页\s{0,4}"
)
# A page number alone in its line: between signs, with its word, or of how many pages.
_NUMBER_ALONE = re.compile(
    r"([—–－\-·•~～*_])\1?\s?\d{1,3}\s?\1{1,2}|第\s?\d{1,3}\s?页(?:[\s，,/／]{0,3}共\s?\d{1,3}\s?页)?"
    r"|page\s?\d{1,3}(?:\s?(?:of|/)\s?\d{1,3})?|\d{1,3}\s[/／]\s\d{1,3}|P\.?\s?\d{1,3}",
    re.IGNORECASE,
)
# What is a page number only where a sentence is cut by it: it may be a day (3/12) as well.
_PERHAPS_ALONE = re.compile(r"\d{1,3}(?:\s?[/／]\s?\d{1,3})?")
_ORNAMENTS = "▍▎▌┃丨|■□▼▽▲△↓⬇◆◇●○★☆·•*＊【[—-=～~>＞»› 　"
# A field and then a sentence with a figure: 报送单位：柳溪支行，全年完成授信1318户。
_SENTENCE = re.compile(r"，[^:：]*\d[^:：]*。$")
_RUNNING = re.compile(r"[。！？；].{4}")
# What follows an article and is not part of it.
_TAIL = re.compile(
    r"^(?:(?:THE )?END[\W_]{0,12}$|往期|相关(?:链接|阅读|推荐|文章|新闻|报道)|推荐(?:阅读|内容|文章)|延伸阅读"
    r"|(?:今日|每日|本期)(?:荐读|推荐阅读)|猜你(?:喜欢|想[看搜])|大家[都还]在[看搜]|相关(?:搜索|话题)|热搜|为[你您]推荐"
    r"|最热评论|(?:沙发|板凳|地板|[2-9]\s?[楼#])\s{1,6}\S{1,16}\s{1,6}发表于|下期(?:预告|看点)|举报\s?[/／|｜]\s?反馈|热评[:：]|喜欢此内容的人|精选留言|最新评论|网友评论|全部评论|热门(?:推荐|文章|评论)|发表(?:评论|回复)"
    r"|上一(?:篇|条)|下一(?:篇|条)|分享(?:到|至)|版权所有|免责声明|关于我们|友情链接|相关附件|近期文章|本版积分规则|已阅人员)",
    re.IGNORECASE,
)


def is_site_furniture(line: str) -> bool:
    """Does this line belong to the site and not to the article: navigation, sharing, counts,
    rights?"""
    text = _BLANK.sub(" ", line).strip()
    if _STATEMENT.search(text[:_LONGEST_STATEMENT]) is not None:
        return len(text) <= _LONGEST_STATEMENT
    if not text or len(text) > _LONGEST:
        return False
    if _COUNTS.search(text) or _SITE.match(text.lstrip(_ORNAMENTS)) or _SITE.match(text):
        return not _RUNNING.search(text) or _ANYWHERE.search(text) is not None or len(text) <= 40
    return _ANYWHERE.search(text) is not None or is_app_line(text)


# The least columns of a table that is no imprint.
_COLUMNS = 3


# Who edited a page of a paper, without a colon: 本版责任编辑　闻某　电话　….
_EDITED = re.compile(
    r"本[版期刊]?(?:责任编辑|责编|编辑|美编|校对|主编)[\s　]{1,4}[一-鿿]{2,4}?(?=$|[\s　|]|(?:联系)?电话)"
)


def is_imprint(line: str) -> bool:
    """Does this line say who wrote, edited, sent or printed the text, and when? Page numbers count
    too."""
    text = _BLANK.sub(" ", line).strip()
    if not text or len(text) > _LONGEST or text[-1] in "？?":
        return False
    text = _APART.sub(_joined, text)
    if _STEP.fullmatch(text):
        return False
    if _NAMED.fullmatch(text):
        return True
    if _PAGE_LINE.match(text) and ("—" in text or "页" in text or "-" in text or "–" in text):
        return True
    if _EDITED.match(text):
        return True
    if _BYLINE.search(text) or _ACCOUNT_HEAD.fullmatch(text):
        return True
    if _SENTENCE.search(text) or _is_row_of_heads(text):
        return False
    return _IMPRINT.match(text) is not None and not _RUNNING.search(text)


def _joined(match: re.Match[str]) -> str:
    """A field whose letters were set apart, in one."""
    return _BLANK.sub("", match.group())


def _is_row_of_heads(text: str) -> bool:
    """Does a row head a table of something else: 日期 | 学习内容 | 收获?"""
    cells = text.split(CELLS)
    if len(cells) < _COLUMNS or any(char.isdigit() for char in text):
        return False
    return not all(_IMPRINT.match(f"{cell} ") for cell in cells)


def begins_tail(line: str) -> bool:
    """Does this line begin what follows an article: further reading, comments, rights?"""
    return len(line) <= _LONGEST and _TAIL.match(line.strip(_ORNAMENTS)) is not None


def is_page_number(line: str, *, cuts_sentence: bool = False) -> bool:
    """Is this line a page number and nothing else? `cuts_sentence` says that the text before it is
    not finished, where a number alone is one too."""
    text = line.strip()
    if len(text) > 20:
        return False
    alone = _NUMBER_ALONE.fullmatch(text) is not None
    return alone or (cuts_sentence and _PERHAPS_ALONE.fullmatch(text) is not None)


def without_page_numbers(text: str) -> str:
    """The text without page numbers (—3—) that copying left in it."""
    return _PAGE_NUMBER.sub("", text)
