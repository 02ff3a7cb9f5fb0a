const anyOf = (words: readonly string[]): string => `(?:${words.join('|')})`;

/** What may stand right before a number to make it money, and whose sign it may bear. */
export const MARK = /(?<sign>[-－负])?(?<mark>(?:人民币|RMB|CNY|[¥￥])\s?(?<inner>[-－])?)?/iy;

/** What stands right after it: 元 and 块, but not 元件 or 块地. */
export const YUAN = /\s?(?:元(?![件素旦宵老月首器])|圆(?!形|桌|满)|块(?![屏地板砖表区牌])|人民币|RMB|CNY)/iy;

/** 5 in 三块五 and 2元5角, 80 in 12块80. */
export const SMALL_CHANGE =
  /(?<jiao>\d{1,2}|[一二三四五六七八九])(?:[毛角](?:(?<fen>[1-9一二三四五六七八九])分?)?)?(?![\d.万千百十个台套件人次天年月折%点k])/iy;

/** 两毛五. */
export const JIAO = /[毛角](?![利巾重度落色])(?:(?<fen>[1-9一二三四五六七八九])分?(?![\d台套件]))?钱?/y;

export const FEN = /分钱/y;
export const WHOLE = /钱|[整正](?=$|[\s，。；、,.;)）])/y;

/** Money of other countries is not ours to reckon with. */
export const FOREIGN = /\s?(?:[美欧日港台韩澳加][元币金刀圆]|英镑|泰铢|卢布|刀|USD|HKD|EUR|JPY|GBP|TWD)/iy;
export const FOREIGN_BEFORE = /(?:[$€£]|USD|HKD|EUR)\s?$/i;

/** What is counted or measured by a number that is no money, with the words that only begin so (套餐, 成交, 款到发货). */
const MEASURES = [
  ...[
    '个(?!人|性|体)',
    '台(?!式|面|灯|球|历)',
    '套(?!餐|装|间|房|件)',
    '件(?!套)',
    '次(?!日|月|年|品)',
    '人(?!民|工|员|情)',
  ],
  ...[
    '家(?!具|电|装|庭|居)',
    '条(?!件)',
    '款(?!项|到|已|未|式|子|清)',
    '组(?!合|装)',
    '张(?!总|姐|哥|工)',
    '箱',
    '吨',
    '天(?!猫|然)',
  ],
  ...[
    '周(?!边|转|[一二三四五六日末])',
    '年(?!费|卡|货|付|底|底|初)',
    '月(?!费|卡|饼|付|租|结|底|初)',
    '日(?!用)',
    '号',
    '岁',
    '小时',
    '分钟',
    '秒',
  ],
  ...[
    '折(?!扣|后|合)',
    '倍',
    '成(?!交|本|单|品|立|功|套|都)',
    '批(?!发|准)',
    '期(?!间|望|初|末)',
    '种',
    '份(?!额)',
    '楼',
    '层',
    '栋',
    '室',
  ],
  ...[
    '米',
    '平(?!台|均|价|时|板)',
    '度',
    '寸',
    '里(?!面|程)',
    '公里',
    '公斤',
    '斤',
    '克',
    '升(?!级)',
    '毫',
    '瓦',
    '伏',
    '码',
    '步',
    '页',
  ],
  ...[
    '盒',
    '瓶',
    '袋',
    '包(?!装|年|月|邮|含|括|间|安|运|教|送|修|税|配)',
    '杯(?!子|具|测)',
    '桶',
    '罐',
    '卷',
    '位',
    '名(?!片|称)',
    '户',
    '间',
    '桌',
    '单(?!位|价|独|头)',
  ],
  ...[
    '点',
    '分(?!期|成|批|开|别|摊|给|[一二两三四五六])',
    '级',
    '版',
    '届',
    '夜',
    '门(?!店|票|头|面)',
    '支(?!付|持)',
    '根',
    '颗',
    '粒',
    '头',
    '只',
    '匹',
    '排',
  ],
  ...['[%‰°℃]', '[a-z]', '[×*x]\\s?\\d'],
];
export const MEASURE = new RegExp(anyOf(MEASURES), 'iy');
/** After a space only a word of its own counts: 58000 台 is counted, 58000 台式机 is not. */
export const MEASURE_APART = new RegExp(`\\s${anyOf(MEASURES.slice(0, -2))}(?=$|[\\s，。；、,.;)）])`, 'iy');

/** Screens are 4k. */
export const RESOLUTION = /[屏电高超画分显视]/y;

/** After these a number names something: a phone, a house, a type. */
export const NAMES_SOMETHING =
  /(?:第|编号|单号|号码|尾号|型号|房号|账号|卡号|工号|电话|手机|手机号|座机|热线|微信号?|QQ|邮编|密码|验证码|编码|区号|ID|No\.?|#|订单)[是为:： ]{0,2}$/i;

/** About so much. */
export const ABOUT_BEFORE =
  /(?:大概|大约|大致|约莫|差不多|将近|接近|(?<!最|附|亲)近|(?<![签预大合邀节特])约|不到|至少|最少|最多|顶多|不超过|超过|不低于|起码|估计|预计|可能|好|小)(?:是|要|在|有|也就|的)?\s?$/;
export const ABOUT_AFTER = /\s?(?:左右|上下|出头|开外|以内|以上|以下|(?:的)?样子|起步|不到)/y;

/** Money without a number that does not begin with one: 万把块, 百八十万. */
export const SOME = /(?:[万千百]把块?|[百千]来[块万]|百(?:十|八十)来?[万千块])钱?/y;

/** From so much to so much. */
export const TO = /\s?(?:到|至|[-~–—－～])\s?/y;
