import type { Random } from './random.ts';

/** The lines of business that buy coffee machines and beans. */
export type Business = 'inn' | 'hotel' | 'cafe' | 'office' | 'bakery' | 'dining';

/** What is true of one customer and fills the gaps of what is told about him: `{size}`, `{price}` and so on. */
export type Facts = Readonly<Record<Fact, string>>;

/** The gaps that a text may have. */
export type Fact =
  | 'trade'
  | 'size'
  | 'machine'
  | 'price'
  | 'ask'
  | 'place'
  | 'now'
  | 'need'
  | 'worry'
  | 'plan'
  | 'bean'
  | 'other'
  | 'kg';

interface Trade {
  word: string;
  /** How big the place is, the machine that fits, its price in yuan, and the kilograms of beans for a month. */
  setups: readonly (readonly [size: string, machine: string, yuan: number, kilos: number])[];
  places: readonly string[];
  /** Who stands at the machine. */
  staff: readonly string[];
  /** Clauses: what they drink today. */
  nows: readonly string[];
  /** Clauses: what it has to do. */
  needs: readonly string[];
  /** Clauses: what makes them hesitate. */
  worries: readonly string[];
  /** Clauses: what they think of doing next. */
  plans: readonly string[];
}

const BEANS = ['晨雾拼配', '桂花拼配', '深夜拼配', '云南小粒', '埃塞日晒', '低因拼配'] as const;

const TRADES: Record<Business, Trade> = {
  inn: {
    word: '民宿',
    setups: [
      ['9 间房', '小型一体机 A3', 12_800, 4],
      ['12 间房', '小型一体机 A3', 12_800, 5],
      ['15 间房', '单头半自动 H1', 19_800, 7],
      ['18 间房', '双头半自动 H2', 58_000, 9],
      ['20 间房', '双头半自动 H2', 58_000, 10],
    ],
    places: ['前厅', '早餐厅', '院子水吧'],
    staff: ['管家', '前台', '早餐阿姨'],
    nows: ['现在用胶囊机，一颗 6 块', '现在只有速溶', '租了台旧机器，月租 900', '现在手冲，一到周末就忙不过来'],
    needs: ['早餐一小时要出 40 杯', '想给住客配一杯欢迎咖啡', '周末下午茶要能顶住', '想让管家一个人就能做'],
    worries: ['管家换得勤，怕没人会用', '淡季机器闲着', '山上水质硬，怕结垢', '前厅插座功率不够'],
    plans: ['隔壁院子也想盘下来', '想做早午餐', '想给房间配挂耳', '想办一场咖啡课'],
  },
  hotel: {
    word: '酒店',
    setups: [
      ['86 间房', '全自动 A9', 39_800, 30],
      ['120 间房', '全自动 A9 两台', 79_600, 45],
      ['168 间房', '全自动 A9 三台', 119_400, 60],
      ['240 间房', '全自动 A9 四台', 159_200, 80],
    ],
    places: ['自助早餐厅', '大堂吧', '行政酒廊'],
    staff: ['早餐领班', '大堂吧主管', '早餐服务员'],
    nows: ['现在租别家的机器，年底到期', '进口机用了八年，配件难等', '老供应商送的机器，豆子绑着买', '早餐用滴滤壶'],
    needs: ['早餐七点半到九点不能排队', '要能开专票、月结', '客人自己按一下就走', '三个点位要同一个味道'],
    worries: ['早餐高峰怕出杯跟不上', '采购要三家比价', '工程部嫌没有排水位', '老板只看总价'],
    plans: ['大堂吧要翻新', '想上夜床咖啡', '会议茶歇想用我们的豆', '集团另一家也在看'],
  },
  cafe: {
    word: '咖啡馆',
    setups: [
      ['日出 80 杯', '单头半自动 H1', 19_800, 40],
      ['日出 150 杯', '双头半自动 H2', 58_000, 75],
      ['日出 220 杯', '双头半自动 H2 配磨豆机 G2', 64_800, 110],
      ['两家店', '双头半自动 H2 两台', 116_000, 130],
    ],
    places: ['吧台', '靠窗吧台', '外带窗口'],
    staff: ['店长', '咖啡师', '兼职店员'],
    nows: ['现在用二手机，温度不稳', '现在的豆子批次差得多', '机器三天两头要修', '现在一台机扛不住周末'],
    needs: ['奶咖要压得住奶味', '周末连出六十杯不掉温', '想要一支自己的拼配', '外带要快，两分钟一单'],
    worries: ['换豆怕老客喝出来', '装修没完，水电点位没定', '房租刚涨，手头紧', '咖啡师用惯了现在这台'],
    plans: ['在看第二家店', '想推冷萃', '想卖挂耳', '想办杯测会'],
  },
  office: {
    word: '公司',
    setups: [
      ['60 人', '小型一体机 A3', 12_800, 8],
      ['120 人', '全自动 A6', 26_800, 18],
      ['200 人', '全自动 A6 两台', 53_600, 30],
      ['350 人', '全自动 A6 三台', 80_400, 50],
    ],
    places: ['茶水间', '前台旁边', '六楼茶水间'],
    staff: ['行政', '前台', '保洁阿姨'],
    nows: ['现在喝速溶', '大家点楼下外卖，一天小两百', '现在用胶囊机，行政嫌贵', '原来的机器坏了没人修'],
    needs: ['要一键出拿铁', '行政不想管清洗', '要能开专票、对公付款', '下午两点人最多，要快'],
    worries: ['行政怕没人清洗', '采购流程要走一个月', '预算要等下个季度', '想先试用两周再报'],
    plans: ['要搬新办公室', '楼上想再加一台', '年会想做咖啡摊', '想给客户送豆子'],
  },
  bakery: {
    word: '烘焙店',
    setups: [
      ['一家店，十个座位', '小型一体机 A3', 12_800, 8],
      ['两家店', '单头半自动 H1 两台', 39_600, 16],
      ['三家店', '全自动 A6 三台', 80_400, 25],
      ['五家店', '全自动 A6 五台', 134_000, 40],
    ],
    places: ['收银台旁边', '门店', '面包柜尽头'],
    staff: ['店长', '店员', '收银员'],
    nows: ['现在只卖瓶装饮料', '现在用二手半自动，店员不会打奶泡', '现在卖速溶三合一', '别家的机器，豆子不配面包'],
    needs: ['早上七点到九点要快', '想做面包加咖啡的套餐', '几个店要统一口味', '一个店员要顾得过来'],
    worries: ['店员只会做面包', '柜台只剩 60 公分', '怕忙起来没人打奶泡', '租约明年到期'],
    plans: ['想开新店', '想做外卖套餐', '想接企业下午茶', '想换一支配可颂的豆'],
  },
  dining: {
    word: '餐厅',
    setups: [
      ['28 张台', '小型一体机 A3', 12_800, 8],
      ['40 张台', '全自动 A6', 26_800, 10],
      ['12 个包间', '全自动 A6', 26_800, 9],
      ['两层 60 张台', '全自动 A9', 39_800, 18],
    ],
    places: ['水吧', '收银台后面', '二楼备餐间'],
    staff: ['店长', '领班', '水吧师傅'],
    nows: ['现在用滴滤壶', '供应商送的旧机器', '现在不卖咖啡，客人总问', '服务员手冲，来不及'],
    needs: ['饭后一下子要出十几杯', '服务员按一下就能走', '包间要送得快', '想做下午茶时段'],
    worries: ['只有饭后一阵子忙', '服务员流动大', '后厨水压低', '老板觉得咖啡不赚钱'],
    plans: ['想上下午茶', '要开分店', '想和甜品做套餐', '包间想配咖啡单'],
  },
};

/** What is true of one customer in this line of business. */
export function inventFacts(business: Business, random: Random): Facts {
  const trade = TRADES[business];
  const [size, machine, yuan, kilos] = random.pick(trade.setups);
  const bean = random.pick(BEANS);
  return {
    trade: trade.word,
    size,
    machine,
    price: money(yuan),
    ask: money(Math.floor((yuan * random.int(88, 94)) / 100_000) * 1000),
    place: random.pick(trade.places),
    now: random.pick(trade.nows),
    need: random.pick(trade.needs),
    worry: random.pick(trade.worries),
    plan: random.pick(trade.plans),
    bean,
    other: random.pick(BEANS.filter((each) => each !== bean)),
    kg: String(around(kilos, random)),
  };
}

/** What the machine of these facts costs, in fen. */
export function machineFen(business: Business, { size, machine }: Facts): number {
  const setup = TRADES[business].setups.find(([where, what]) => where === size && what === machine);
  if (!setup) throw new Error(`Nobody sells ${machine} for ${size}`);
  return setup[2] * 100;
}

/** What the beans cost, in fen a kilogram. */
export const BEAN_FEN = 15_600;

/** The word for a line of business. */
export const tradeWord = (business: Business): string => TRADES[business].word;

/** What is true of one contact only: `{staff}`, `{order}` and the cups of a day, a week, a month. */
export function inventOccasion(business: Business, facts: Facts, random: Random): Record<string, string> {
  const kilos = Number(facts.kg);
  const cups = Math.round((around(kilos, random) * CUPS_PER_KILO) / 30);
  return {
    staff: random.pick(TRADES[business].staff),
    order: String(around(kilos, random)),
    cups: String(cups),
    week: String(cups * 7 - random.int(0, 5)),
    month: String(cups * 30 - random.int(0, 25)),
  };
}

const CUPS_PER_KILO = 55;

/** A whole number up to a quarter off. */
const around = (value: number, random: Random): number => Math.max(2, Math.round((value * random.int(75, 125)) / 100));

/** 5.8 万, as salespeople write it. */
const money = (yuan: number): string => `${String(Number((yuan / 10_000).toFixed(2)))} 万`;
