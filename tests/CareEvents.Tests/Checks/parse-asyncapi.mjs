// The parser of AsyncAPI reads our document. Answers with what it found, and with every diagnostic that is an error.
import { Parser } from '@asyncapi/parser';
import { text } from 'node:stream/consumers';

const { document, diagnostics } = await new Parser().parse(await text(process.stdin));
console.log(JSON.stringify({
  version: document?.version() ?? null,
  messages: document ? document.components().messages().all().map(message => message.name()) : [],
  channels: document ? document.channels().all().map(channel => channel.id()) : [],
  errors: diagnostics.filter(diagnostic => diagnostic.severity === 0).map(diagnostic => `${diagnostic.path.join('/')}: ${diagnostic.message}`),
}));
process.exit(0);
