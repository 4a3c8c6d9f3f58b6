// A receiver of care events with nothing but Node: node receiver.mjs <port> <secret>
// The secret is the one of the subscription, whsec_...; while it is rotated give both, separated by a comma.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const [port, secrets] = process.argv.slice(2);
const keys = secrets.split(',').map(secret => Buffer.from(secret.replace(/^whsec_/, ''), 'base64'));
const seen = new Set(); // keep this in your database, together with what the event makes you do

const isOurs = (id, timestamp, signatures, body) => {
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false; // somebody plays an old one again
  const expected = keys.map(key => createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest());
  return signatures.split(' ').filter(signature => signature.startsWith('v1,')).map(signature => Buffer.from(signature.slice(3), 'base64'))
    .some(given => expected.some(right => given.length === right.length && timingSafeEqual(given, right)));
};

createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts);
  const { 'webhook-id': id = '', 'webhook-timestamp': timestamp = '', 'webhook-signature': signature = '' } = request.headers;
  if (request.method !== 'POST' || !isOurs(id, timestamp, signature, body)) {
    response.writeHead(401).end();
    return;
  }
  const event = JSON.parse(body);
  if (event.data.challenge) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ challenge: event.data.challenge }));
    return;
  }
  if (!seen.has(event.id)) {
    seen.add(event.id); // an event may come twice, its id is the same
    console.log(`verified ${event.type} ${event.subject}`);
  }
  response.writeHead(204).end(); // quickly; work afterwards
}).listen(Number(port), '127.0.0.1', () => console.log(`listening on ${port}`));
