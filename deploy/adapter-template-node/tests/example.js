// One month of one invented fund, and a server of the adapter.
import { once } from 'node:events';
import { payer } from '../payer/index.js';
import { serve } from '../src/server.js';

export const secret = 'a secret of the tests';
export const base64 = (text) => Buffer.from(text).toString('base64');
const identifier = (scheme, value) => ({ scheme, value });

const envelope = (reference) => `reference=${reference}\npayer=101\nprovider=99990001\ndate=2026-09-28\n`;
const assignment = (number, client) =>
  `[assignment]\nnumber=${number}\nclient=${client}\nproduct=GUIDANCE\ndecided=2026-09-28T14:05:00\nfrom=2026-10-01\nuntil=2026-12-31\nvolume=600\nunit=minute\nper=month\nchange=new\n`;
export const assignments = `fund/1 assignments\n${envelope('F-2026-0041')}${assignment('A1001', '999900006')}${assignment('A1002', '999900018')}end=2\n`;
export const toRead = (text) => ({ content: base64(text), receivedOn: '2026-09-29', returnReference: 'R1' });

const line = (id, clientKey, amount, more) => ({
  lineId: id, reference: `L${id}`, clientKey, assignment: { number: `A100${id}` }, product: { code: 'GUIDANCE' }, period: { from: '2026-10-01', until: '2026-10-31' },
  volume: 50, unit: 'minute', amount, side: 'debit', rate: { amount: 6730, per: 'hour' }, ...more,
});
export const claim = () => ({
  number: 'C12', period: { from: '2026-10-01', until: '2026-10-31' }, issuedOn: '2026-11-02',
  sender: identifier('nl-agb', '99990001'), payer: identifier('example-fund', '101'), currency: 'EUR', total: 5608,
  clients: [{ key: 'a', identifiers: [identifier('bsn', '999900006')] }, { key: 'b', identifiers: [identifier('bsn', '999900018')] }],
  lines: [line('1', 'a', 5608), line('2', 'b', 5608), line('3', 'b', 5608, { side: 'credit', creditedReference: 'L0' })],
});
export const sent = () => {
  const { number, sender, payer: to, currency, total, lines } = claim();
  return { number, sender, payer: to, currency, total, lines: lines.map(({ lineId, reference, amount, side }) => ({ lineId, answerReference: reference, amount, side })) };
};
export const answer = `fund/1 answer\n${envelope('F-2026-0077')}claim=C12\nsubmitted=5608\ngranted=0\ndecision=lines\n`
  + '[line]\nreference=L1\namount=5608\ndecision=granted\n[line]\nreference=L2\namount=5608\ndecision=rejected\ncode=A3\n[line]\nreference=L3\namount=5608\ndecision=granted\nend=3\n';

/** A server on a port of its own, and what it logs; closes with the test. */
export async function start(test) {
  const log = [];
  const server = serve({ payer, secret, log: (entry) => log.push(JSON.stringify(entry)) }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(() => server.closeAllConnections() ?? server.close());
  const at = `http://127.0.0.1:${server.address().port}`;
  const post = (path, body, headers) => fetch(at + path, {
    method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json', ...headers },
  });
  return { at, log, post };
}
