import type { TestApp } from './test-app.ts';
import { published, seal, signed } from './wecom-cipher.ts';

/** A text callback as WeCom writes it. */
export const textXml = ({ from, content, msgId }: { from: string; content: string; msgId: string }): string =>
  `<xml><ToUserName><![CDATA[wwtestcorp]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName>` +
  `<CreateTime>1795000000</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${content}]]></Content>` +
  `<MsgId>${msgId}</MsgId><AgentID>1000002</AgentID></xml>`;

/** A change_external_contact callback as WeCom writes it. */
export const customerXml = (fields: {
  change: string;
  userId: string;
  externalUserId: string;
  at?: number;
  more?: string;
}): string =>
  `<xml><ToUserName><![CDATA[wwtestcorp]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName>` +
  `<CreateTime>${fields.at ?? 1795000000}</CreateTime><MsgType><![CDATA[event]]></MsgType>` +
  `<Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[${fields.change}]]></ChangeType>` +
  `<UserID><![CDATA[${fields.userId}]]></UserID><ExternalUserID><![CDATA[${fields.externalUserId}]]></ExternalUserID>${fields.more ?? ''}</xml>`;

/** Posts a callback past the sandbox and gives the HTTP status. */
export async function postCallback(
  { address }: Pick<TestApp, 'address'>,
  xml: string,
  how: { nonce?: string; timestamp?: string; signature?: string; receiveId?: string } = {},
): Promise<number> {
  const { nonce = '1372623149', timestamp = '1409659813', receiveId = 'wwtestcorp' } = how;
  const encrypt = seal(published.aesKey, xml, receiveId);
  const query = new URLSearchParams({
    ...signed(published.token, encrypt, timestamp, nonce),
    ...(how.signature && { msg_signature: how.signature }),
  });
  const body = `<xml><ToUserName><![CDATA[wwtestcorp]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`;
  const response = await fetch(`${address}/wecom/callback?${query}`, { method: 'POST', body });
  await response.arrayBuffer();
  return response.status;
}
