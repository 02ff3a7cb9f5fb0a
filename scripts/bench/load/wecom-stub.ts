import type { IncomingMessage, RequestListener } from 'node:http';

/** A message as it arrived: to whom, and when in milliseconds since 1970. */
export interface Arrival {
  userId: string;
  at: number;
}

/** A WeCom that says yes to everything after `delayMs`, so that only the product's own time is seen; tells of each message. */
export function wecomStub(delayMs: number, arrived: (arrival: Arrival) => void): RequestListener {
  let messages = 0;
  const answer = (path: string, query: URLSearchParams, body: string): object => {
    switch (path) {
      case '/cgi-bin/gettoken':
        return { errcode: 0, errmsg: 'ok', access_token: 'bench', expires_in: 7200 };
      case '/cgi-bin/message/send': {
        const { touser } = JSON.parse(body) as { touser: string };
        arrived({ userId: touser, at: performance.timeOrigin + performance.now() });
        messages += 1;
        return { errcode: 0, errmsg: 'ok', msgid: `m${messages}`, response_code: `r${messages}` };
      }
      case '/cgi-bin/externalcontact/get':
        return customer(query.get('external_userid') ?? '');
      case '/cgi-bin/department/list':
        return { errcode: 0, errmsg: 'ok', department: [] };
      default:
        return { errcode: 0, errmsg: 'ok' };
    }
  };
  return (request, response) => {
    void readWhole(request).then((body) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stub');
      const reply = JSON.stringify(answer(pathname, searchParams, body));
      const send = (): void => void response.setHeader('content-type', 'application/json').end(reply);
      if (delayMs > 0) setTimeout(send, delayMs);
      else send();
    });
  };
}

const customer = (id: string): object => ({
  ...{ errcode: 0, errmsg: 'ok' },
  external_contact: { external_userid: id, name: '何晓', corp_name: '云栖民宿', position: '' },
  follow_user: [],
});

async function readWhole(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request.setEncoding('utf8') as AsyncIterable<string>) body += part;
  return body;
}
