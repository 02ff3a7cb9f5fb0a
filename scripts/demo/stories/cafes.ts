import { joined } from '../journey.ts';
import { beans, standing } from '../purchases.ts';
import { by, say, scanned, type Stories } from './tell.ts';

/** A café that weighs a quote, and one that opens a second shop. */
export const cafes: Stories = {
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
        deal: { kind: 'quoted', title: '双头半自动 H2 旧款', amountFen: 5_200_000 },
      }),
    ],
    talk: [
      say('customer', past(9, '20:12'), '今天那支晨雾真的好喝，奶味压住了'),
      say('member', past(9, '20:20'), '喜欢就好，周末我再给您带两百克。'),
      say('customer', past(3, '18:02'), '报价收到了，我算算'),
    ],
  }),

  '李莉 午后三点咖啡': ({ past, longAgo, ahead }) => ({
    friends: [
      scanned('linyue', longAgo(640, '15:00'), '门店', '日出 80 杯'),
      joined('fanglin', longAgo(630, '15:30'), 202),
    ],
    regular: true,
    firstDeal: {
      at: longAgo(634, '16:00'),
      ...{ title: '单头半自动 H1', amountFen: 1_980_000, note: '日出 80 杯，机器放吧台' },
    },
    purchases: standing(beans('晨雾拼配', 25), longAgo(630, '10:00'), past(140, '10:00'), 45),
    contacts: [
      by('linyue', past(170, '14:00'), {
        channel: 'visit',
        note: '季度拜访，喝了新菜单，燕麦拿铁偏薄，建议多 2 克粉',
        reaction: '当场改了',
      }),
      by('linyue', past(121, '10:30'), {
        channel: 'wechat',
        note: '补 25 公斤晨雾拼配',
        order: beans('晨雾拼配', 25),
      }),
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
        order: beans('晨雾拼配', 25),
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
