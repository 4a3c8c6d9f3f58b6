// The text format of this payer, as FORMAT.md describes it. A place is a number of a line; a fault never quotes a value.
import { createHash } from 'node:crypto';
import { Refused, isDate, refuse } from '../src/contract.js';
import { manifest } from './manifest.js';

const matches = (pattern, expected) => ({ expected, accepts: (value) => pattern.test(value) });
const valueOf = (scheme) => matches(new RegExp(scheme.pattern), `of the scheme ${scheme.scheme}`);
export const number = matches(/^(0|[1-9]\d{0,8})$/, 'a whole number below 1 000 000 000');
export const cents = matches(/^(0|-?[1-9]\d{0,11})$/, 'a whole number of cents');
export const code = matches(/^[A-Z0-9-]{1,20}$/, 'at most 20 capitals, digits and hyphens');
export const date = { expected: 'a date such as 2026-10-31', accepts: isDate };
export const time = {
  expected: 'a time such as 2026-09-28T14:05:00',
  accepts: (value) => /T([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(value) && isDate(value.slice(0, -9)),
};
export const oneOf = (...names) => ({ expected: `one of ${names.join(', ')}`, accepts: (value) => names.includes(value) });
export const optional = (form) => ({ ...form, optional: true });

/** Whether text passes the eleven-test of the Dutch citizen service number. */
export const isBsn = (text) => /^\d{9}$/.test(text) && text > 0 && [9, 8, 7, 6, 5, 4, 3, 2, -1].reduce((all, weight, i) => all + weight * text[i], 0) % 11 === 0;

const [[payerScheme], [senderScheme]] = [manifest.payerSchemes, manifest.senderSchemes];
const envelope = { reference: code, payer: valueOf(payerScheme), provider: valueOf(senderScheme), date };
const kinds = new Map([['assignments', 'assignment'], ['answer', 'answer']]);
const unreadable = (code, detail) => refuse('message-refused', { code, detail });

/** The sections of a message, its head first. What is wrong with single lines is added to `faults`. */
function parse(content, faults) {
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    unreadable('not-utf-8', 'The message should be text in UTF-8.');
  }
  const [first, ...lines] = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const [, type] = /^fund\/1 ([a-z]{1,20})$/.exec(first) ?? unreadable('not-of-this-payer', 'The first line should be "fund/1" and what the message is.');
  const sections = [{ type, line: 1, values: new Map() }];
  lines.forEach((line, i) => {
    const [, key, value] = /^([a-z]{1,20})=(.*)$/.exec(line) ?? [];
    const { values } = sections.at(-1);
    if (/^\[[a-z]{1,20}\]$/.test(line)) sections.push({ type: line.slice(1, -1), line: i + 2, values: new Map() });
    else if (!key || values.has(key)) faults.push({ code: 'line-unreadable', detail: 'A line should be key=value, each key once.', place: `/line[${i + 2}]` });
    else values.set(key, { value, line: i + 2 });
  });
  return sections;
}

/** The values of a section, each of the form that `forms` says, and none beside them unless `more`. */
function take({ line, values }, forms, faults, more = false) {
  const result = { place: `/line[${line}]` };
  for (const [key, { line: at }] of more ? [] : values) {
    if (!Object.hasOwn(forms, key)) faults.push({ code: 'key-unknown', detail: 'This key has no meaning here.', place: `/line[${at}]` });
  }
  for (const [key, form] of Object.entries(forms)) {
    const found = values.get(key);
    if (found && form.accepts(found.value)) result[key] = found.value;
    else if (found || !form.optional) faults.push({ code: 'value-invalid', detail: `${key} should be ${form.expected}.`, place: `/line[${found?.line ?? line}]` });
  }
  return result;
}

const identityOf = (type, head) => ({
  kind: kinds.get(type) ?? 'other',
  type,
  reference: head.reference,
  payer: { scheme: payerScheme.scheme, value: head.payer },
  recipient: { scheme: senderScheme.scheme, value: head.provider },
  issuedOn: head.date,
  claimNumber: head.claim,
});

/** What a message is, from its head alone. */
export function identify({ content }) {
  const ends = ['\n[', '\nend='].map((sign) => content.indexOf(sign)).filter((at) => at >= 0);
  const [section] = parse(content.subarray(0, Math.min(8192, content.length, ...ends)), []);
  const faults = [];
  const head = take(section, section.type === 'answer' ? { ...envelope, claim: code } : envelope, faults, true);
  if (faults.length > 0) throw new Refused('message-refused', faults);
  return identityOf(section.type, head);
}

/** Reads a message of one type, whose head and records have these forms. Throws every fault of form at once. */
export function readMessage(content, type, heads, record, forms) {
  if (content.length > manifest.limits.messageBytes) unreadable('message-too-large', 'The message is larger than the manifest says.');
  const faults = [];
  const [section, ...records] = parse(content, faults);
  if (section.type !== type) unreadable('message-of-another-kind', `The first line should be "fund/1 ${type}".`);
  const last = (records.at(-1) ?? section).values;
  if ([...last.keys()].at(-1) !== 'end' || last.get('end').value !== `${records.length}`) faults.push({ code: 'message-not-whole', detail: 'The last line should be "end=" and the number of records.' });
  last.delete('end');
  const head = take(section, { ...envelope, ...heads }, faults);
  const taken = records.map((at) => {
    if (at.type !== record) faults.push({ code: 'record-unknown', detail: `A record should begin with [${record}].`, place: `/line[${at.line}]` });
    return take(at, forms, faults);
  });
  if (faults.length > 0) throw new Refused('message-refused', faults);
  return { head, identity: identityOf(type, head), records: taken };
}

/** A message as a document; what is undefined is left out. */
export function writeMessage(type, head, record, records) {
  const lines = (values) => Object.entries(values).filter(([, value]) => value !== undefined).map(([key, value]) => `${key}=${value}\n`).join('');
  const content = Buffer.from(`fund/1 ${type}\n${lines(head)}${records.map((values) => `[${record}]\n${lines(values)}`).join('')}end=${records.length}\n`);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { name: `${type}-${head.reference}.txt`, mediaType: 'text/plain', content: content.toString('base64'), sha256 };
}
