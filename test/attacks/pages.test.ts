import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { errorOf, type Signer, speak, v1 } from '../http/requests.ts';
import { sendRaw, startServer, type TestServer } from '../server.ts';

/** Texts of somebody else that come back: on pages for browsers, in links, in messages, in headers. */
let server: TestServer;
let signer: Signer;
before(async () => {
  server = await startServer();
  signer = { ...server.running.credentials, endpoint: server.endpoint };
});
after(() => server.stop());

const script = '<script>alert(1)</script>"><img src=x onerror=alert(1)>\'';
for (const path of [
  `/errors/${encodeURIComponent(script)}`,
  `/errors/InvalidParameter?requestId=${encodeURIComponent(script)}`,
  `/errors/InvalidParameter?product=${encodeURIComponent(script)}&action=${encodeURIComponent(script)}`,
  `/errors/Invalid${encodeURIComponent(script)}`,
  '/errors/%3Cscript%3E%ZZ',
  '/errors/__proto__',
  '/errors/constructor',
  '/errors/../../etc/passwd',
  `/errors/${'x'.repeat(100_000)}`,
])
  test(`a page holds no HTML of its reader's link: ${path.slice(0, 60)}`, async () => {
    for (const accept of ['text/html', 'application/json']) {
      const response = await fetch(`http://${server.endpoint}${path}`, { headers: { accept } });
      const text = await response.text();
      assert.ok([200, 404].includes(response.status), `${response.status}`);
      if (accept === 'text/html') assert.doesNotMatch(text, /<script|<img|onerror=alert\(1\)>(?!.*&gt;)/);
      else assert.doesNotMatch(response.headers.get('content-type') ?? '', /html/);
    }
  });

for (const more of ['x\r\nSet-Cookie: a=b', 'x\nSet-Cookie: a=b', 'x%0d%0aSet-Cookie: a=b', '\u010d\u010aSet-Cookie: a=b'])
  test(`a Host of two lines makes no header and no line of the log: ${JSON.stringify(more)}`, async () => {
    const reply = await speak(
      signer.endpoint,
      `GET /?Action=${encodeURIComponent(more)}&Format=JSON HTTP/1.1\r\nHost: ${more}\r\nConnection: close\r\n\r\n`,
    );
    const [head = ''] = reply.split('\r\n\r\n');
    assert.doesNotMatch(head, /set-cookie/i);
    assert.match(head, /^HTTP\/1\.1 4\d\d /);
  });

const odd = ['%s%s%n', '%25s', '$1$&', 'a\r\nSet-Cookie: a=b', script, '\u2028{"level":30}'];
for (const text of odd)
  test(`what comes back in a message is as it was sent: ${JSON.stringify(text)}`, async () => {
    for (const params of [
      { Action: 'DescribeSecurityGroups', RegionId: 'cn-hangzhou', [`Tag.${text}`]: 'x' },
      { Action: 'DescribeSecurityGroupAttribute', RegionId: 'cn-hangzhou', SecurityGroupId: text },
      { Action: text },
      { Action: 'DescribeRegions', [`A.1.B.1.C.1.D.1.${text}`]: 'x' },
    ]) {
      const answer = await sendRaw(server.endpoint, v1(signer, params));
      assert.ok(answer.status >= 400 && answer.status < 500, answer.text);
      assert.equal(answer.headers['set-cookie'], undefined);
      assert.doesNotMatch(errorOf(answer).Recommend!, /[<>"'\s]/);
      assert.match(String(answer.headers['content-type']), /^application\/json/);
    }
  });

test('each line of the log is of what happened, and of the length that such a line has', () => {
  for (const { fields, text } of server.log) {
    const line = JSON.stringify({ ...fields, text });
    assert.ok(line.length < 2000 && !line.includes('Set-Cookie') && !line.includes('script'), line);
  }
});
