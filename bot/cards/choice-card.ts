import type { CustomerAmbiguous } from '../../server/customers/find-customers.ts';
import type { Answer } from '../answer.ts';
import { KEY_BYTES } from './render-card.ts';

/** Asks which of several customers is meant; a button says the same line again with the one it stands for. */
export function choiceCard({ said, candidates, sentence }: CustomerAmbiguous, line: string): Answer {
  const at = line.indexOf(said);
  const lineFor = (id: string) => `${line.slice(0, at)}#${id} ${line.slice(at + said.length).trimStart()}`.trim();
  const buttons = candidates.map(({ id, name, company }) => ({
    text: [name, company].filter(Boolean).join(' '),
    line: lineFor(id),
  }));
  if (at < 0 || buttons.some((button) => Buffer.byteLength(button.line) > KEY_BYTES)) return sentence;
  return {
    title: `有几位“${said}”，是哪一位？`,
    description: '点一位，刚才那句就算在他名下',
    rows: candidates.map(({ name, company }, index) => ({
      name: String(index + 1),
      value: [name, company].filter(Boolean).join(' · '),
    })),
    buttons,
    once: true,
  };
}
