import { joined } from '../journey.ts';
import { beans, machine, standing } from '../purchases.ts';
import { by, say, scanned, type Stories } from './tell.ts';

/** Two hotels of old: one with a complaint, one gone quiet. */
export const hotels: Stories = {
  '刘建国 翠湖山庄酒店': ({ past, longAgo, today }) => ({
    friends: [
      scanned('zhouhang', longAgo(1157, '10:20'), '老客户介绍', '168 间房，餐饮总监'),
      joined('xujing', longAgo(1150, '16:00'), 202),
    ],
    regular: true,
    firstDeal: {
      at: longAgo(1153, '15:00'),
      ...{ title: '全自动 A9 三台', amountFen: 11_940_000, note: '168 间房，自助早餐厅三个点位，要同一个味道' },
    },
    purchases: [
      ...standing(beans('晨雾拼配', 60), longAgo(1150, '14:00'), past(195, '14:00'), 92),
      { at: longAgo(702, '10:30'), ...machine('全自动 A9', 3_980_000) },
    ],
    troubles: [
      {
        ...{ kind: 'complaint', subject: '蒸汽棒漏水，约好上门没来，早餐受影响', authorId: 'xujing' },
        ...{ at: past(2, '17:40'), closed: null },
      },
      {
        ...{ kind: 'fault', subject: '1 号机磨豆卡豆', authorId: 'xujing', at: past(118, '09:30') },
        closed: { at: past(117, '15:10'), solution: '上门清了刀盘，试了二十杯正常' },
      },
    ],
    contacts: [
      by('zhouhang', past(188, '10:30'), {
        channel: 'visit',
        note: '季度拜访，三台机器都看了，早餐高峰够用',
        reaction: '没提问题',
      }),
      by('zhouhang', past(146, '14:22'), {
        channel: 'wechat',
        note: '补 60 公斤晨雾拼配，月结',
        reaction: '老规矩',
        order: beans('晨雾拼配', 60),
      }),
      by('zhouhang', past(127, '15:10'), {
        channel: 'phone',
        note: '季度电话，问夏天能不能出冷萃，寄了配方',
        reaction: '让吧台先试',
      }),
      by('zhouhang', past(84, '11:05'), {
        channel: 'wechat',
        note: '补 60 公斤晨雾拼配，另要两箱除垢片',
        order: beans('晨雾拼配', 60),
      }),
      by('zhouhang', past(62, '16:00'), {
        channel: 'visit',
        note: '季度拜访，大堂吧明年要翻新，想再加一台',
        reaction: '年底前给预算',
      }),
      by('zhouhang', past(19, '14:22'), {
        channel: 'wechat',
        note: '补 60 公斤晨雾拼配，按他的节律正好三个月一次',
        order: beans('晨雾拼配', 60),
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
    purchases: [
      { at: longAgo(895, '15:00'), ...machine('全自动 A9 四台', 15_920_000) },
      ...standing(beans('深夜拼配', 80), longAgo(890, '11:00'), past(150, '11:00'), 75),
    ],
    contacts: [
      by('zhouhang', past(178, '10:00'), {
        channel: 'visit',
        note: '季度拜访，三家店的用量都对了一遍',
        reaction: '满意',
      }),
      by('zhouhang', past(140, '15:20'), {
        channel: 'email',
        note: '采购发来订单，80 公斤深夜拼配，月结',
        order: beans('深夜拼配', 80),
      }),
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
      by('zhouhang', past(71, '11:30'), {
        channel: 'phone',
        note: '问评审结果，说还在走流程',
        reaction: '口气比以前淡',
      }),
      by('zhouhang', past(50, '16:05'), { channel: 'wechat', note: '发了季度用豆小结，没有回' }),
    ],
  }),
};
