// An AMQP client of others reads a queue. Reads { address, queue, count }, answers with the messages, or with the broker's refusal.
import amqp from 'amqplib';
import { text } from 'node:stream/consumers';

const { address, queue, count } = JSON.parse(await text(process.stdin));
try {
  const connection = await amqp.connect(address);
  connection.on('error', () => {});
  const channel = await connection.createChannel();
  const messages = [];
  await new Promise((resolve, reject) => {
    channel.on('error', reject);
    channel.consume(queue, message => {
      messages.push({ body: message.content.toString(), contentType: message.properties.contentType });
      channel.ack(message);
      if (messages.length >= count) resolve();
    }).catch(reject);
  });
  await channel.close();
  await connection.close();
  console.log(JSON.stringify({ messages }));
} catch (error) {
  console.log(JSON.stringify({ refused: error.message }));
}
process.exit(0);
