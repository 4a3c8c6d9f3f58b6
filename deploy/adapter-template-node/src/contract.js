// The requests of the adapter contract, version 1.1 (openapi.yaml is the source), and what reads them. A member that is missing, unknown or of
// the wrong type is malformed: 400. Bounds and patterns belong to the rules of the payer: 422.
export class Malformed extends Error {}

/** A refusal with every fault: 422. */
export class Refused extends Error {
  constructor(code, faults) {
    super(code);
    this.code = code;
    this.faults = faults;
  }
}

export const refuse = (code, fault) => { throw new Refused(code, [fault]); };

// A mistake names the place and never the value, which may identify a client; nor a name that it does not know.
const wrong = (place, what) => { throw new Malformed(`${place || 'The request'}: ${what}.`); };

const text = (value, place) => (typeof value === 'string' ? value : wrong(place, 'should be text'));
const name = (value, place) => text(value, place) || wrong(place, 'is empty');
const integer = (value, place) => (Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? value : wrong(place, 'should be a whole number'));
const oneOf = (...names) => (value, place) => (names.includes(value) ? value : wrong(place, `should be one of ${names.join(', ')}`));
const optional = (read) => Object.assign((value, place) => read(value, place), { optional: true });

const listOf = (read) => (value, place) =>
  (Array.isArray(value) ? value.map((item, i) => read(item, `${place}[${i}]`)) : wrong(place, 'should be a list'));

const object = (members) => (value, place) => {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) wrong(place, 'should be an object');
  if (Object.keys(value).some((member) => !Object.hasOwn(members, member))) wrong(place, 'has a member that the contract does not know');
  const result = {};
  for (const [member, read] of Object.entries(members)) {
    const at = place ? `${place}.${member}` : member;
    if (value[member] !== undefined && value[member] !== null) result[member] = read(value[member], at);
    else if (!read.optional) wrong(at, 'is missing'); // absent and null mean the same
  }
  return result;
};

const bytes = (value, place) => {
  const content = Buffer.from(text(value, place), 'base64');
  return content.toString('base64') === value ? content : wrong(place, 'should be base64'); // Buffer skips what it cannot read
};

/** Whether text is a day of the calendar. */
export const isDate = (value) => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value); // 30 February would become March
};
const date = (value, place) => (isDate(text(value, place)) ? value : wrong(place, 'should be a date'));

const identifier = object({ scheme: name, value: name });
const period = object({ from: date, until: date });
const product = object({ category: optional(text), code: optional(text) });
const unit = oneOf('minute', 'hour', 'part-of-day', 'day-and-night', 'piece-of-output', 'piece-of-effort', 'minor-currency-unit', 'visit');
const side = oneOf('debit', 'credit');
const person = object({
  familyName: optional(text), initials: optional(text), dateOfBirth: optional(date), sex: optional(oneOf('unknown', 'male', 'female')),
});
const assignment = object({ number: name, from: optional(date), until: optional(date), product: optional(product), unit: optional(unit) });

export const readMessageToIdentify = object({ content: bytes });

export const readAssignmentsToRead = object({
  content: bytes,
  receivedOn: date,
  returnReference: name,
  objections: optional(listOf(object({
    code: oneOf('reference-used-before', 'number-used-for-another', 'has-granted-lines'), assignmentNumber: optional(text),
  }))),
});

export const readClaimToRender = object({
  number: name,
  period,
  issuedOn: date,
  sender: identifier,
  payer: identifier,
  currency: text,
  total: integer,
  clients: listOf(object({ key: name, identifiers: listOf(identifier), person: optional(person) })),
  lines: listOf(object({
    lineId: name,
    reference: name,
    clientKey: name,
    assignment: optional(assignment),
    product,
    period,
    volume: integer,
    unit,
    amount: integer,
    side,
    creditedReference: optional(text),
    adjustedReference: optional(text),
    rate: optional(object({ amount: integer, per: unit })),
  })),
});

export const readAnswerToRead = object({
  content: bytes,
  claim: object({
    number: name,
    sender: identifier,
    payer: identifier,
    currency: text,
    total: integer,
    lines: listOf(object({ lineId: name, answerReference: name, amount: integer, side })),
  }),
});
