// The samples, and a server of the adapter.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { payer } from '../payer/index.js';
import { serve } from '../src/server.js';

const sample = (name) => readFileSync(new URL(`../samples/${name}`, import.meta.url), 'utf8');

export const secret = 'a secret of the tests';
export const base64 = (text) => Buffer.from(text).toString('base64');
export const assignments = sample('assignments/taken-over/message.txt');
export const toRead = (text) => ({ content: base64(text), receivedOn: '2026-09-29', returnReference: 'R1' });
export const claim = () => JSON.parse(sample('claims/month/request.json'));
export const answer = sample('claims/month/answers/partly-granted/message.txt');
export const sent = () => {
  const { number, sender, payer: to, currency, total, lines } = claim();
  return { number, sender, payer: to, currency, total, lines: lines.map(({ lineId, reference, amount, side }) => ({ lineId, answerReference: reference, amount, side })) };
};

/** A server on a port of its own, and what it logs; closes with the test. */
export async function start(test) {
  const log = [];
  const server = serve({ payer, secret, log: (entry) => log.push(JSON.stringify(entry)) }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(() => { server.close(); server.closeAllConnections(); });
  const at = `http://127.0.0.1:${server.address().port}`;
  const post = (path, body, headers) => fetch(at + path, {
    method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json', ...headers },
  });
  return { at, log, post };
}
