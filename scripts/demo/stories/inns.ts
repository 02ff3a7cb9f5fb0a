import { joined } from '../journey.ts';
import { beans } from '../purchases.ts';
import { by, say, scanned, type Stories } from './tell.ts';

/** Inns that look for their first machine, and one that has it. */
export const inns: Stories = {
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
        deal: { kind: 'quoted', title: '双头半自动 H2', amountFen: 5_800_000 },
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
        deal: { kind: 'quoted', title: '小型一体机 A3', amountFen: 1_280_000 },
      }),
      by('zhouhang', past(30, '15:30'), {
        channel: 'visit',
        note: '签了，小型一体机 A3，先订 6 公斤桂花拼配',
        reaction: '很爽快',
        deal: { kind: 'won', note: '12 间房，机器放前厅，两个管家轮着用，怕学不会' },
        order: beans('桂花拼配', 6),
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
};
