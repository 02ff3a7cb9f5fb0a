import { expect, it } from 'vitest';
import { messages } from '../../server/wecom/messages/index.ts';

it.each([...messages.values()].map((message) => [message.code, message] as const))(
  '%s takes its own example and knows its lane',
  (_code, message) => {
    expect(message.check(message.example).lane).toMatch(/^.{1,128}$/);
    expect(() => message.check('not a payload')).toThrow();
  },
);
