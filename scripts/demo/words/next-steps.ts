import type { StepKind } from './lines.ts';

/** What a rep writes down as the next step when that kind of contact comes next. */
export const nextSteps: Record<StepKind, readonly string[]> = {
  first: ['打电话认识一下'],
  chase: ['再联系一次', '问资料看了没有', '约见面时间'],
  needs: ['上门量{place}', '问清用量和预算', '约拍板的人聊', '量尺寸、看水电'],
  trial: ['约试机', '寄{bean}样品', '带样机上门'],
  quote: ['发报价单', '出正式报价', '按每月 {kg} 公斤做方案'],
  afterQuote: ['报价后问候，不催', '问报价看懂没有', '发回本测算'],
  haggle: ['谈付款和交期', '回复价格', '带合同去谈'],
  deal: ['签合同', '催合同回传', '等审批结果'],
  lose: ['过两个月再问候'],
  install: ['安排安装', '约装机时间', '发水电图，约装机'],
  firstWeek: ['一周回访', '装机后回访'],
  firstMonth: ['满月检查', '一个月使用检查'],
  reorder: ['问要不要补豆', '提醒补{bean}', '看豆子够不够'],
  quarter: ['季度拜访', '季度电话', '问问近况，带新豆'],
  repair: ['约保养', '看看机器状态'],
  greeting: ['寄尝鲜装', '问候一声'],
};
