import { spokenTime } from '../../server/kernel/dates.ts';
import type { Notice } from '../../server/wecom/messages/chat-notice.ts';
import type { Answer, Button } from '../answer.ts';

type TroubleNotice = Extract<Notice, { kind: 'trouble' }>;

/** How a trouble is put to an admin. */
interface Words {
  /** What is wrong; `subject` is the channel's or the job's name. */
  title: (subject: string, count: number) => string;
  /** What he can do. */
  remedy: string;
  /** The page where he does it, if there is one. */
  page?: string;
}

const STUCK = '/pages/operations/stuck';

const WORDS: Record<TroubleNotice['trouble'], Words> = {
  'channel-paused': {
    title: (subject) => `企业微信${subject}停了`,
    remedy: '改好设置后，一分钟内自己恢复，没发的会补发。',
    page: STUCK,
  },
  'outbox-dead': {
    title: (_, count) => `有 ${count} 条消息没发出去`,
    remedy: '看每条的原因，能发的重发，不要的删掉。',
    page: STUCK,
  },
  'outbox-late': {
    title: () => '消息积压，迟迟发不出去',
    remedy: '都在排队，不会丢。看服务器忙不忙，能不能连上企业微信。',
  },
  'callbacks-dead': {
    title: (_, count) => `有 ${count} 条企业微信回调没处理成`,
    remedy: '已单独放好，不挡后面的。看原因，修好后重试。',
    page: STUCK,
  },
  'callbacks-late': {
    title: () => '企业微信回调积压',
    remedy: '都收下了，不会丢。看服务器忙不忙，数据库快不快。',
  },
  'job-failing': {
    title: (subject) => `定时任务一直做不成：${subject}`,
    remedy: '会一直重试。看服务器日志里的 scheduler.job-failed。',
  },
  'disk-low': {
    title: () => '服务器磁盘快满了',
    remedy: '尽快清出空间。满了以后，新消息收不进来。',
  },
};

/** Tells an admin of something stuck, or that it is over; `pages` is where people reach our pages, null where nobody can. */
export function troubleNotice(notice: TroubleNotice, pages: string | null): Answer {
  const { state, trouble, subject, count, reason } = notice;
  const { title, remedy, page } = WORDS[trouble];
  const [since, at] = [new Date(notice.since), new Date(notice.at)];
  const what = title(subject ?? '', count ?? 0);
  if (state === 'over') return over(notice, since, at);
  const buttons: Button[] = [
    ...(page && pages ? [{ text: '去处理', url: `${pages}${page}`, main: true }] : []),
    { text: '看状态', line: '状态' },
  ];
  return {
    title: state === 'begun' ? what : `还没好：${what}`,
    rows: [{ name: '从', value: spokenTime(since, at) }],
    ...(reason && { quote: { title: '原因', text: reason } }),
    note: remedy,
    buttons,
  };
}

const RECOVERED: Record<TroubleNotice['trouble'], (subject: string) => string> = {
  'channel-paused': (subject) => `企业微信${subject}通了`,
  'outbox-dead': () => '没发出去的消息都处理了',
  'outbox-late': () => '消息不再积压',
  'callbacks-dead': () => '没处理成的回调都处理了',
  'callbacks-late': () => '回调不再积压',
  'job-failing': (subject) => `定时任务正常了：${subject}`,
  'disk-low': () => '服务器磁盘有空间了',
};

function over({ trouble, subject, reason }: TroubleNotice, since: Date, at: Date): string {
  const stopped = trouble === 'channel-paused';
  return [
    `${RECOVERED[trouble](subject ?? '')}。`,
    `从${spokenTime(since, at)}起，${stopped ? '停了' : '前后'} ${span(since, at)}${stopped ? '，没发的正在补发' : ''}。`,
    ...(reason ? [`原因：${reason}`] : []),
  ].join('\n');
}

/** How long something lasted, as people say it. */
function span(from: Date, to: Date): string {
  const minutes = Math.max(1, Math.round((to.getTime() - from.getTime()) / 60_000));
  if (minutes < 120) return `${minutes} 分钟`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} 小时` : `${Math.round(hours / 24)} 天`;
}
