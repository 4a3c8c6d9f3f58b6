// The contract over HTTP. These stay, whoever the payer is.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { payer } from '../payer/index.js';
import { answer, assignments, base64, claim, secret, sent, start, toRead } from './example.js';

const posts = ['/v1/messages/_identify', '/v1/assignments/_read', '/v1/claims/_render', '/v1/answers/_read'];
const main = fileURLToPath(new URL('../src/main.js', import.meta.url));

async function isProblem(response, status) {
  assert.equal(response.status, status);
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  return response.json();
}

test('a month goes there and back', async (t) => {
  const { post } = await start(t);
  const ask = async (path, body) => { const response = await post(path, body); assert.equal(response.status, 200); return response.json(); };
  assert.equal((await ask(posts[0], { content: base64(assignments) })).kind, 'assignment');
  assert.equal((await ask(posts[1], toRead(assignments))).assignments.length, 3);
  assert.equal((await ask(posts[2], claim())).lines.length, 3);
  assert.equal((await ask(posts[3], { content: base64(answer), claim: sent() })).outcome, 'partly-granted');
});

test('nobody comes in without the secret, whatever they send', async (t) => {
  const { at } = await start(t);
  for (const Authorization of [undefined, 'Bearer ', 'Bearer another', `Basic ${secret}`, secret]) {
    for (const path of [...posts, '/v1/nothing']) {
      await isProblem(await fetch(at + path, { method: 'POST', body: 'not even JSON', headers: Authorization && { Authorization } }), 401);
    }
    await isProblem(await fetch(`${at}/v1/manifest`, { headers: Authorization && { Authorization } }), 401);
  }
  for (const path of ['/health/live', '/health/ready']) assert.equal((await fetch(at + path)).status, 200);
});

test('what the contract does not say is malformed', async (t) => {
  const { post } = await start(t);
  const changed = (change) => { const body = claim(); change(body); return body; };
  const bodies = [
    ...['', '{', 'null', '[]', '{}', '{"content":null}', '{"content":1}', '{"content":"no base64!"}', '{"content":"","more":1}', '{"content":"","__proto__":1}'].map((body) => [0, body]),
    [1, { ...toRead(''), receivedOn: '2026-02-30' }], [1, { ...toRead(''), objections: [null] }], [1, { ...toRead(''), objections: [{ code: 'no-such' }] }],
    ...[(c) => { delete c.total; }, (c) => { c.total = '1'; }, (c) => { c.total = 1.5; }, (c) => { c.lines.push(null); }, (c) => { c.lines[0].side = 'left'; }, (c) => { c.lines[0].more = 1; },
      (c) => { c.clients = {}; }].map((change) => [2, changed(change)]),
    [3, { content: '', claim: { ...sent(), lines: [null] } }],
  ];
  for (const [path, body] of bodies) await isProblem(await post(posts[path], body), 400);
  assert.equal((await post(posts[2], changed((c) => { c.lines[0].creditedReference = null; }))).status, 200); // null and absent are the same
});

test('a request is known by its address, method and media type', async (t) => {
  const { at, post } = await start(t);
  await isProblem(await post('/v1/notices/_render', {}), 404);
  await isProblem(await post('/v1/manifest', {}), 405);
  await isProblem(await fetch(at + posts[0], { headers: { Authorization: `Bearer ${secret}` } }), 405);
  await isProblem(await post(posts[0], '{}', { 'Content-Type': 'text/plain' }), 415);
});

test('a refusal holds its faults', async (t) => {
  const { post } = await start(t);
  const { type, faults } = await isProblem(await post(posts[2], { ...claim(), currency: 'SEK', total: 1 }), 422);
  assert.deepEqual([type, faults.map(({ code }) => code)], ['urn:buurtzorg:problem:claim-refused', ['currency-unknown', 'total-differs']]);
});

test('a message of 25 MB passes, and a request above the limit is too large', async (t) => {
  const { at, post } = await start(t);
  const { messageBytes, requestBytes } = payer.manifest.limits;
  const [head, record] = assignments.split('[assignment]\n');
  const count = Math.floor((messageBytes - 200) / (record.length + 14));
  const records = Array.from({ length: count }, (_, i) => `[assignment]\n${record.replace('A1001', i)}`);
  const large = `${head}${records.join('')}end=${count}\n`;
  const response = await post(posts[1], toRead(large));
  assert.equal(response.status, 200);
  assert.equal((await response.json()).assignments.length, count);
  for (const headers of [{}, { 'Transfer-Encoding': 'chunked' }]) { // also without saying its length
    const asked = request(at + posts[0], { method: 'POST', headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json', ...headers } });
    asked.end(' '.repeat(requestBytes + 1));
    const [answered] = await once(asked, 'response');
    asked.on('error', () => {}); // it may still be sending when the server closes
    assert.deepEqual([answered.resume().statusCode, answered.headers['content-type']], [413, 'application/problem+json']);
  }
});

test('who asks whether to continue hears no before sending', async (t) => {
  const { at } = await start(t);
  for (const [headers, status] of [[{}, 401], [{ Authorization: `Bearer ${secret}`, 'Content-Length': payer.manifest.limits.requestBytes + 1 }, 413]]) {
    const asked = request(at + posts[0], { method: 'POST', headers: { 'Content-Type': 'application/json', Expect: '100-continue', ...headers } });
    asked.flushHeaders();
    const [response] = await once(asked, 'response');
    assert.equal(response.statusCode, status);
    asked.destroy();
  }
});

test('no client stands in a log or in a problem', async (t) => {
  const { log, post } = await start(t);
  const broken = claim();
  broken.clients[0].identifiers[0].value = '999900007';
  const texts = [];
  for (const [path, body] of [
    [posts[2], broken], [posts[2], claim()], [posts[1], toRead(assignments.replaceAll('999900006', '99990000X'))], [posts[1], toRead(assignments)],
    [`${posts[0]}?client=999900006`, '{"999900006":'], [posts[0], '{"content":"","999900006":1}'], ['/v1/999900006', '{}'],
  ]) {
    const response = await post(path, body);
    if (response.status !== 200) texts.push(await response.text());
  }
  assert.deepEqual([texts.length, log.length], [5, 7]);
  for (const text of [...texts, ...log]) assert.doesNotMatch(text, /99990000|99990001./);
});

test('without its configuration it says what is missing, and 78', async () => {
  const child = spawn(process.execPath, [main], { env: { PORT: 'http' } });
  const [said, [code]] = [await child.stderr.setEncoding('utf8').toArray(), await once(child, 'exit')];
  assert.equal(code, 78);
  assert.match(said.join(''), /ADAPTER_SECRET is missing: .*\nPORT should be a number/);
});

test('told to stop it finishes what it answers, and 0', async (t) => {
  const child = spawn(process.execPath, [main], { env: { PORT: '0', ADAPTER_SECRET: secret } });
  t.after(() => child.kill('SIGKILL'));
  const { port } = JSON.parse(String((await once(child.stdout, 'data'))[0]));
  const headers = { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json', Expect: '100-continue' };
  const asked = request({ port, host: '127.0.0.1', path: posts[2], method: 'POST', headers, agent: new Agent({ keepAlive: true }) });
  asked.flushHeaders();
  await once(asked, 'continue'); // it is being answered
  child.kill('SIGTERM');
  const ended = once(child, 'exit');
  while (await fetch(`http://127.0.0.1:${port}/health/live`).then(() => true, () => false)); // nothing new comes in
  asked.end(JSON.stringify(claim()));
  const [response] = await once(asked, 'response');
  assert.deepEqual([response.resume().statusCode, response.headers.connection], [200, 'close']);
  assert.deepEqual(await ended, [0, null]);
});
