import type { DemoCalendar } from './calendar.ts';
import { joined, type Contact, type Friend, type Journey } from './journey.ts';
import type { Person } from './people.ts';

type Story = Pick<Journey, 'friends' | 'contacts'> & Partial<Pick<Journey, 'regular' | 'talk'>>;

/** The customers whom a newcomer meets first, told by hand. */
const STORIES: Record<string, (days: DemoCalendar) => Story> = {
  '赵敏 云栖民宿': ({ past }) => ({
    friends: [scanned('zhouhang', past(2, '15:31'), '官网', '新开的民宿，看双头半自动')],
    contacts: [
      by('zhouhang', past(2, '15:48'), {
        channel: 'wechat',
        note: '刚加上微信，新民宿要配咖啡机，20 间房以内，看中双头半自动 H2',
        reaction: '让先发报价看看',
        nextStep: { text: '发报价单', at: past(1, '10:00') },
        reaches: 'needs',
      }),
      by('zhouhang', past(1, '10:20'), {
        channel: 'email',
        note: '发了报价单，双头半自动 H2，5.8 万，含两年上门保养',
        reaches: 'quoted',
      }),
    ],
    talk: [
      say(
        'member',
        past(2, '15:33'),
        '赵女士好，我是禾木的周航。您看的双头半自动，适合 20 间房以内的民宿。想先试一杯，这周都可以约。',
      ),
      say('customer', past(2, '15:41'), '好的，先发个报价看看'),
      say('member', past(1, '10:18'), '报价单发您邮箱了，含两年上门保养。'),
    ],
  }),

  '刘建国 翠湖山庄酒店': ({ past, longAgo, today }) => ({
    friends: [
      scanned('zhouhang', longAgo(1157, '10:20'), '老客户介绍', '168 间房，餐饮总监'),
      joined('xujing', longAgo(1150, '16:00'), 202),
    ],
    regular: true,
    contacts: [
      by('zhouhang', past(188, '10:30'), {
        channel: 'visit',
        note: '季度拜访，三台机器都看了，早餐高峰够用',
        reaction: '没提问题',
      }),
      by('zhouhang', past(146, '14:22'), { channel: 'wechat', note: '补 60 公斤晨雾拼配，月结', reaction: '老规矩' }),
      by('zhouhang', past(127, '15:10'), {
        channel: 'phone',
        note: '季度电话，问夏天能不能出冷萃，寄了配方',
        reaction: '让吧台先试',
      }),
      by('zhouhang', past(84, '11:05'), { channel: 'wechat', note: '补 60 公斤晨雾拼配，另要两箱除垢片' }),
      by('zhouhang', past(62, '16:00'), {
        channel: 'visit',
        note: '季度拜访，大堂吧明年要翻新，想再加一台',
        reaction: '年底前给预算',
      }),
      by('zhouhang', past(19, '14:22'), {
        channel: 'wechat',
        note: '补 60 公斤晨雾拼配，按他的节律正好三个月一次',
        nextStep: { text: '季度拜访，带大堂吧的方案', at: past(1, '17:00') },
      }),
      by('xujing', past(3, '09:15'), {
        channel: 'phone',
        note: '报修：2 号机蒸汽棒漏水，约好第二天上门',
        reaction: '着急，早餐要用',
        nextStep: { text: '上门换密封圈', at: past(2, '14:00') },
        leavesOpen: true,
      }),
      by('zhouhang', past(1, '16:40'), {
        channel: 'phone',
        note: '约好的上门没去成，打电话道歉，改了时间',
        reaction: '语气缓和，要求当场试压',
        nextStep: { text: '陪同售后上门，带密封圈', at: today('14:00') },
        leavesOpen: true,
      }),
    ],
    talk: [
      say('customer', past(3, '09:02'), '2 号机又漏水了，早餐还等着用'),
      say('member', past(3, '09:10'), '刘总，马上安排，许静会联系您约上门。'),
      say('customer', past(2, '17:35'), '说好今天来的，人呢？'),
    ],
  }),

  '陈志远 海棠酒店集团': ({ past, longAgo }) => ({
    friends: [scanned('zhouhang', longAgo(905, '10:20'), '酒店用品展', '三家店，采购总监')],
    regular: true,
    contacts: [
      by('zhouhang', past(178, '10:00'), {
        channel: 'visit',
        note: '季度拜访，三家店的用量都对了一遍',
        reaction: '满意',
      }),
      by('zhouhang', past(140, '15:20'), { channel: 'email', note: '采购发来订单，80 公斤深夜拼配，月结' }),
      by('zhouhang', past(112, '10:45'), {
        channel: 'phone',
        note: '季度电话，总部要重新做供应商评审',
        reaction: '让准备资料',
      }),
      by('zhouhang', past(92, '14:10'), {
        channel: 'wechat',
        note: '评审资料发过去了，附了三年的保养记录',
        reaction: '收到',
      }),
      by('zhouhang', past(63, '11:30'), {
        channel: 'phone',
        note: '问评审结果，说还在走流程',
        reaction: '口气比以前淡',
      }),
      by('zhouhang', past(34, '16:05'), { channel: 'wechat', note: '发了季度用豆小结，没有回' }),
    ],
  }),

  '何佳怡 半山云舍': ({ past }) => ({
    friends: [
      scanned('zhouhang', past(52, '19:20'), '小红书', '12 间房，看小型一体机'),
      joined('wuyong', past(30, '18:20'), 202),
    ],
    contacts: [
      by('zhouhang', past(51, '10:10'), {
        channel: 'wechat',
        note: '小红书来的，12 间房，想给住客配欢迎咖啡',
        reaction: '问得很细',
      }),
      by('zhouhang', past(46, '14:30'), {
        channel: 'visit',
        note: '上门量了前厅，小型一体机 A3 放得下',
        reaction: '怕管家不会用',
        reaches: 'needs',
      }),
      by('zhouhang', past(39, '11:00'), {
        channel: 'wechat',
        note: '报价 1.28 万，送两次上门培训',
        reaction: '在预算里',
        reaches: 'quoted',
      }),
      by('zhouhang', past(30, '15:30'), {
        channel: 'visit',
        note: '签了，小型一体机 A3，先订 6 公斤桂花拼配',
        reaction: '很爽快',
        reaches: 'won',
      }),
      by('wuyong', past(24, '14:00'), {
        channel: 'visit',
        note: '装机加培训，做了张操作卡贴在墙上',
        reaction: '两个管家都会了',
        nextStep: { text: '一周回访', at: past(19, '10:00') },
      }),
      by('zhouhang', past(19, '10:25'), {
        channel: 'phone',
        note: '装机一周回访，用得顺，就是除垢步骤记不牢，又发了视频',
        reaction: '好',
        nextStep: { text: '首月使用检查', at: past(3, '09:40') },
      }),
    ],
  }),

  '苏晴 慢半拍咖啡': ({ past, today }) => ({
    friends: [scanned('zhouhang', past(13, '11:20'), '公众号', '日出 150 杯，现在用二手机')],
    contacts: [
      by('zhouhang', past(12, '15:15'), {
        channel: 'visit',
        note: '在店里坐了一下午，日出 150 杯，二手机温度不稳，想换',
        reaction: '怕贵',
        nextStep: { text: '约杯测', at: past(9, '14:00') },
      }),
      by('zhouhang', past(9, '14:20'), {
        channel: 'visit',
        note: '一起做了杯测，五支豆子，最喜欢晨雾拼配',
        reaction: '想拿它做招牌奶咖',
        reaches: 'needs',
      }),
      by('zhouhang', past(6, '10:40'), {
        channel: 'visit',
        note: '到公司试机，连打二十杯不掉温，自己上手拉花',
        reaction: '说蒸汽足',
        nextStep: { text: '发报价单', at: past(3, '10:00') },
      }),
      by('zhouhang', past(3, '17:10'), {
        channel: 'email',
        note: '发了报价单，双头半自动 H2 旧款，5.2 万，含安装培训',
        reaction: '要算算每杯成本',
        nextStep: { text: '报价后关怀电话，不催', at: today('10:00') },
        reaches: 'quoted',
      }),
    ],
    talk: [
      say('customer', past(9, '20:12'), '今天那支晨雾真的好喝，奶味压住了'),
      say('member', past(9, '20:20'), '喜欢就好，周末我再给您带两百克。'),
      say('customer', past(3, '18:02'), '报价收到了，我算算'),
    ],
  }),

  '吴桐 梧桐里客栈': ({ past, today }) => ({
    friends: [scanned('zhouhang', past(3, '14:05'), '官网', '想看小型一体机')],
    contacts: [
      by('zhouhang', past(3, '14:30'), {
        channel: 'phone',
        note: '官网来询，9 间房，想看小型一体机，先解释了和胶囊机的差别',
        reaction: '想先试试',
        nextStep: { text: '首周第二次：约试用', at: today('15:00') },
      }),
    ],
    talk: [
      say('member', past(3, '14:12'), '吴先生好，我是禾木的周航，资料发您了，方便时我给您打电话。'),
      say('customer', past(3, '14:20'), '现在就行'),
    ],
  }),

  '李莉 午后三点咖啡': ({ past, longAgo, ahead }) => ({
    friends: [
      scanned('linyue', longAgo(640, '15:00'), '门店', '日出 80 杯'),
      joined('fanglin', longAgo(630, '15:30'), 202),
    ],
    regular: true,
    contacts: [
      by('linyue', past(170, '14:00'), {
        channel: 'visit',
        note: '季度拜访，喝了新菜单，燕麦拿铁偏薄，建议多 2 克粉',
        reaction: '当场改了',
      }),
      by('linyue', past(121, '10:30'), { channel: 'wechat', note: '补 25 公斤晨雾拼配' }),
      by('linyue', past(108, '16:10'), {
        channel: 'phone',
        note: '季度电话，在看第二家店的铺面',
        reaction: '定了告诉我们',
      }),
      by('fanglin', past(70, '11:00'), {
        channel: 'phone',
        note: '说出杯变慢，电话里教着做了除垢',
        reaction: '恢复正常',
      }),
      by('linyue', past(48, '15:40'), {
        channel: 'visit',
        note: '季度拜访，第二家店签了，明年春天开',
        reaction: '机器还找我们',
      }),
      by('linyue', past(7, '09:50'), {
        channel: 'wechat',
        note: '补 25 公斤晨雾拼配，问第二家店用什么机器',
        reaction: '想要双头',
        nextStep: { text: '做第二家店的方案', at: ahead(2, '15:00') },
      }),
    ],
    talk: [
      say('customer', past(7, '09:41'), '豆子快没了，老规矩'),
      say('member', past(7, '09:46'), '25 公斤晨雾，今天就发。'),
      say('customer', past(7, '09:52'), '第二家店的机器你帮我想想'),
    ],
  }),
};

/** The story of a customer who has one. */
export function storyOf(person: Person, calendar: DemoCalendar): Journey | null {
  const story = STORIES[`${person.name} ${person.company}`]?.(calendar);
  return story ? { person, regular: false, talk: [], ...story } : null;
}

function by(authorId: string, at: Date, told: Pick<Contact, 'channel' | 'note'> & Partial<Contact>): Contact {
  return { authorId, at, reaction: null, nextStep: null, reaches: null, leavesOpen: false, ...told };
}

const scanned = (userid: string, since: Date, state: string, description: string): Friend => ({
  userid,
  since,
  addWay: 1,
  state,
  description,
});

const say = (from: 'customer' | 'member', at: Date, text: string): Journey['talk'][number] => ({ from, at, text });
