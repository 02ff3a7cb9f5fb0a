import type { TestApp } from './test-app.ts';
import { published, seal, signed } from './wecom-cipher.ts';

interface TextFields {
  from: string;
  content: string;
  msgId: string;
  /** Seconds since 1970. */
  at?: number;
}

/** A text callback as WeCom writes it. */
export const textXml = ({ from, content, msgId, at = 1795000000 }: TextFields): string =>
  `<xml><ToUserName><![CDATA[wwtestcorp]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName>` +
  `<CreateTime>${at}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${content}]]></Content>` +
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

/** How a callback differs from a good one of WeCom's. */
export interface CallbackDetails {
  nonce?: string;
  timestamp?: string;
  signature?: string;
  receiveId?: string;
  /** Token and EncodingAESKey by which it is sealed. */
  keys?: { token: string; aesKey: string };
  /** What a proxy says of where it comes from. */
  forwardedFor?: string;
}

/** Posts a callback past the sandbox and gives the HTTP status. */
export async function postCallback(
  app: Pick<TestApp, 'address'>,
  xml: string,
  details: CallbackDetails = {},
): Promise<number> {
  return (await answerTo(app, xml, details)).status;
}

/** Posts a callback past the sandbox and gives the answer. */
export async function answerTo(
  { address }: Pick<TestApp, 'address'>,
  xml: string,
  details: CallbackDetails = {},
): Promise<Response> {
  const { nonce = '1372623149', timestamp = '1409659813', receiveId = 'wwtestcorp', keys = published } = details;
  const encrypt = seal(keys.aesKey, xml, receiveId);
  const query = new URLSearchParams({
    ...signed(keys.token, encrypt, timestamp, nonce),
    ...(details.signature && { msg_signature: details.signature }),
  });
  const body = `<xml><ToUserName><![CDATA[wwtestcorp]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`;
  const response = await fetch(`${address}/wecom/callback?${query}`, {
    method: 'POST',
    body,
    ...(details.forwardedFor && { headers: { 'x-forwarded-for': details.forwardedFor } }),
  });
  await response.arrayBuffer();
  return response;
}
