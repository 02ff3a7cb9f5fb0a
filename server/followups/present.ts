import type { Followup } from '../../entities/followup.ts';

/** The channels of a contact with their Chinese names. */
export const CHANNELS: Record<Followup['channel'], string> = {
  phone: '电话',
  wechat: '微信',
  visit: '面谈',
  email: '邮件',
  sms: '短信',
  other: '其他',
};

/** A contact as time lines and cards show it. */
export interface FollowupView {
  at: Date;
  channel: string;
  author: string;
  note: string;
  reaction: string | null;
  nextStep: string | null;
  nextStepAt: Date | null;
}

/** A contact as time lines and cards show it. */
export const presentFollowup = (followup: Followup, author: string): FollowupView => ({
  at: followup.at,
  channel: CHANNELS[followup.channel],
  author,
  note: followup.note,
  reaction: followup.reaction,
  nextStep: followup.nextStep,
  nextStepAt: followup.nextStepAt,
});
