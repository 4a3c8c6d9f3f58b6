// Reads the message in which the fund assigns care, and writes the receipt that it is owed. It is taken over whole or not at all.
import { faultsOf, hasForm, repeated } from '../src/rules.js';
import { refuse } from '../src/contract.js';
import { code, date, isBsn, number, oneOf, optional, readMessage, time, writeMessage } from './format.js';
import { manifest } from './manifest.js';

const forms = {
  number: code,
  client: { expected: 'nine digits', accepts: (value) => /^\d{9}$/.test(value) },
  product: code,
  decided: time,
  from: date,
  until: optional(date),
  volume: optional(number),
  unit: optional(oneOf(...manifest.units)),
  per: optional(oneOf('day', 'week', 'month', 'whole-period')),
  change: oneOf('new', 'changed', 'withdrawn'),
};

const rules = [
  ['client-number-invalid', 'client', 'The number of the client does not pass the eleven-test.', ({ client }) => !isBsn(client)],
  ['period-reversed', 'until', 'The assignment ends before it begins.', ({ from, until }) => until < from],
  ['volume-incomplete', 'volume', 'volume, unit and per should be present together or not at all.', ({ volume, unit, per }) => ![0, 3].includes([volume, unit, per].filter(Boolean).length)],
];

const objected = {
  'reference-used-before': 'The fund used this reference before, for another message.',
  'number-used-for-another': 'This number belongs to another assignment.',
  'has-granted-lines': 'Lines of this assignment were granted, so it cannot be withdrawn.',
};

function objectionsTo(records, objections) {
  return objections.map(({ code: objection, assignmentNumber }) => {
    const record = records.find((a) => a.number === assignmentNumber);
    if (!record && objection !== 'reference-used-before') {
      refuse('message-refused', { code: 'objection-unknown-assignment', detail: 'The message has no assignment of that number.', place: 'objections' });
    }
    return { code: objection, detail: objected[objection], place: record?.place };
  });
}

const toAssignment = (record, payer) => ({
  number: record.number,
  client: { scheme: manifest.clientSchemes[0].scheme, value: record.client },
  payer,
  product: { code: record.product },
  decidedAt: record.decided,
  from: record.from,
  until: record.until,
  volume: record.volume && Number(record.volume),
  unit: record.unit,
  frequency: record.per,
  change: record.change,
});

export function readAssignments({ content, receivedOn, returnReference, objections = [] }) {
  if (!hasForm(manifest.numbering.returnReference, returnReference)) {
    refuse('message-refused', { code: 'return-reference-invalid', detail: 'The reference should have the form that the manifest says.', place: 'returnReference' });
  }
  const { head, identity, records } = readMessage(content, 'assignments', {}, 'assignment', forms);
  const faults = [
    ...records.flatMap((record) => faultsOf(record, rules).map((fault) => ({ ...fault, place: `${record.place}/${fault.place}` }))),
    ...[...repeated(records, (a) => a.number)].map(({ place }) => ({ code: 'number-twice', detail: 'An earlier record of the message has this number.', place })),
    ...(records.length > 0 ? [] : [{ code: 'nothing-assigned', detail: 'The message assigns nothing.' }]),
    ...objectionsTo(records, objections),
  ];
  const receipt = {
    reference: returnReference, payer: head.payer, provider: head.provider, date: receivedOn, answers: head.reference, accepted: faults.length === 0 ? 'yes' : 'no',
  };
  return {
    message: identity,
    assignments: faults.length === 0 ? records.map((record) => toAssignment(record, identity.payer)) : [],
    faults,
    returnMessage: writeMessage('receipt', receipt, 'fault', faults.map((fault) => ({ code: fault.code, place: fault.place }))),
  };
}
