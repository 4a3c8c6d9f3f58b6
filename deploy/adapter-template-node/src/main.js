import { payer } from '../payer/index.js';
import { serve } from './server.js';

const { PORT = '8080', ADAPTER_SECRET: secret = '' } = process.env;
const port = Number(PORT);
const mistakes = [
  ...(secret ? [] : ['ADAPTER_SECRET is missing: the secret that billing sends as its bearer token (its Adapters:<name>:Secret).']),
  ...(/^\d+$/.test(PORT) && port <= 65535 ? [] : ['PORT should be a number up to 65535, such as 8080.']),
];
for (const mistake of mistakes) console.error(mistake);
if (mistakes.length > 0) process.exit(78);

const log = (entry) => console.log(JSON.stringify({ time: new Date().toISOString(), ...entry }));
const server = serve({ payer, secret, log });
server.on('error', ({ code }) => {
  console.error(`PORT ${port} cannot be listened on: ${code}.`);
  process.exit(78);
});
server.listen(port, () => log({ event: 'listening', port: server.address().port }));

// What is being answered is finished; nothing new comes in.
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    setTimeout(() => process.exit(1), 25_000).unref();
  });
}
