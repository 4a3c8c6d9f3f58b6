// An AMQP client of others tries what it must not: to publish, and to declare. Reads { address, queue }, answers with the broker's refusals.
import amqp from 'amqplib';
import { text } from 'node:stream/consumers';

const { address, queue } = JSON.parse(await text(process.stdin));
const refused = async attempt => {
  const connection = await amqp.connect(address);
  connection.on('error', () => {});
  const channel = await connection.createConfirmChannel();
  const failed = new Promise(resolve => channel.on('error', error => resolve(error.message)));
  const result = await Promise.race([failed, attempt(channel).then(() => 'allowed', error => error.message)]);
  await connection.close().catch(() => {});
  return result;
};
console.log(JSON.stringify([
  await refused(channel => new Promise((resolve, reject) => channel.sendToQueue(queue, Buffer.from('{}'), {}, error => error ? reject(error) : resolve()))),
  await refused(channel => channel.assertQueue('mine')),
  await refused(channel => channel.purgeQueue('other')),
]));
process.exit(0);
