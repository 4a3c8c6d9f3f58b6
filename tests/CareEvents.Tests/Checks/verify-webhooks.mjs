// Others' code looks at our signatures: the official package of Standard Webhooks. Reads [{ secret, id, timestamp, signature, body }], answers with true or the error for each.
import { Webhook } from 'standardwebhooks';
import { text } from 'node:stream/consumers';

const answers = JSON.parse(await text(process.stdin)).map(({ secret, id, timestamp, signature, body }) => {
  try {
    new Webhook(secret).verify(body, { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature });
    return true;
  } catch (error) {
    return error.message;
  }
});
console.log(JSON.stringify(answers));
