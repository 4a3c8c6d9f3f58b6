import { Refused } from './contract.js';

// What the contract and the manifest ask of every claim and answer, whoever pays. A rule is a code, a place, a sentence, and when it is broken.
const most = 999_999_999_999; // cents; also keeps amounts where JavaScript counts exactly

/** Whether text has a form of the manifest. */
export const hasForm = ({ pattern, maxLength = Infinity }, text) => text.length <= maxLength && new RegExp(pattern).test(text);

/** The faults of one thing; `about` says which it is. */
export const faultsOf = (thing, rules, about) => rules.filter(([, , , broken]) => broken(thing)).map(([code, place, detail]) => ({ code, detail, place, ...about }));

/** The items whose key an earlier one has. */
export function repeated(items, key) {
  const seen = new Set();
  return new Set(items.filter((item) => seen.size === seen.add(key(item)).size));
}

const isSame = (one, other) => one.scheme === other.scheme && one.value === other.value;
const isOneOf = (schemes, { scheme, value }) => schemes.some((known) => known.scheme === scheme && hasForm(known, value));
const names = (schemes) => schemes.map(({ scheme }) => scheme).sort().join();
const tallies = ({ total, lines }) => BigInt(total) === lines.reduce((all, { amount, side }) => all + BigInt(amount) * (side === 'credit' ? -1n : 1n), 0n);
const facts = { 'family-name': 'familyName', initials: 'initials', 'date-of-birth': 'dateOfBirth', sex: 'sex' };
const isNumber = (value) => value >= 0 && value <= most;

/** Volume times rate, rounded once, half up; undefined where the rate cannot price the unit. */
function priceOf({ volume, unit, rate }) {
  if (rate.per === unit) return BigInt(volume) * BigInt(rate.amount);
  return rate.per === 'hour' && unit === 'minute' ? (2n * BigInt(volume) * BigInt(rate.amount) + 60n) / 120n : undefined;
}

export function checkClaim(claim, manifest) {
  const { clients, lines } = claim;
  const { payerSchemes, senderSchemes, clientSchemes, currencies, units, numbering, capabilities } = manifest;
  const asked = (manifest.facts?.claims ?? []).map((fact) => facts[fact]).sort().join();
  const [keys, used, references] = [new Set(clients.map((c) => c.key)), new Set(lines.map((l) => l.clientKey)), new Set(lines.map((l) => l.reference))];
  const [keyTwice, clientTwice] = [repeated(clients, (c) => c.key), repeated(clients, (c) => JSON.stringify(c.identifiers))];
  const [idTwice, referenceTwice] = [repeated(lines, (l) => l.lineId), repeated(lines, (l) => l.reference)];
  const creditedTwice = repeated(lines.filter((l) => l.creditedReference !== undefined), (l) => l.creditedReference);

  const ofClaim = [
    ['claim-number-invalid', 'number', 'The number should have the form that the manifest says.', (c) => !hasForm(numbering.claimNumber, c.number)],
    ['sender-invalid', 'sender', 'The sender should be of a scheme and form that the manifest says.', (c) => !isOneOf(senderSchemes, c.sender)],
    ['payer-invalid', 'payer', 'The payer should be of a scheme and form that the manifest says.', (c) => !isOneOf(payerSchemes, c.payer)],
    ['currency-unknown', 'currency', `A claim is in ${currencies.join(' or ')}.`, (c) => !currencies.includes(c.currency)],
    ['period-reversed', 'period', 'The period ends before it begins.', (c) => c.period.until < c.period.from],
    ['claim-without-lines', 'lines', 'A claim has at least one line.', () => lines.length === 0],
    ['total-differs', 'total', 'The total is not the sum of the debits less the credits.', (c) => !tallies(c)],
    ['total-out-of-range', 'total', 'The total is larger than a claim can say.', (c) => Math.abs(c.total) > most],
  ];
  const ofClient = [
    ['client-identifiers-unfit', 'identifiers', 'A client is named by exactly the identifiers that the manifest says.',
      ({ identifiers }) => names(identifiers) !== names(clientSchemes) || !identifiers.every((identifier) => isOneOf(clientSchemes, identifier))],
    ['client-facts-unfit', 'person', 'A claim says exactly the facts that the manifest names.', ({ person = {} }) => Object.keys(person).sort().join() !== asked],
    ['client-key-twice', 'key', 'Two clients have the same key.', (c) => keyTwice.has(c)],
    ['client-twice', 'identifiers', 'This client stands in the claim twice.', (c) => clientTwice.has(c)],
    ['client-without-lines', 'key', 'No line is about this client, so the claim may not name them.', (c) => !used.has(c.key)],
  ];
  const ofLine = [
    ['line-id-twice', 'lineId', 'Two lines have the same id.', (l) => idTwice.has(l)],
    ['line-reference-invalid', 'reference', 'The reference should have the form that the manifest says.', (l) => !hasForm(numbering.lineReference, l.reference)],
    ['line-reference-twice', 'reference', 'Two lines have the same reference.', (l) => referenceTwice.has(l)],
    ['client-unknown', 'clientKey', 'The claim has no client of this key.', (l) => !keys.has(l.clientKey)],
    ['unit-unknown', 'unit', 'The payer does not know this unit.', (l) => !units.includes(l.unit)],
    ['volume-out-of-range', 'volume', 'The volume is negative or too large.', (l) => !isNumber(l.volume)],
    ['amount-out-of-range', 'amount', 'The amount is negative or too large.', (l) => !isNumber(l.amount)],
    ['rate-out-of-range', 'rate.amount', 'The rate is negative or too large.', (l) => l.rate && !isNumber(l.rate.amount)],
    ['rate-unit-differs', 'rate.per', 'The rate should be per unit of the line, or per hour where minutes are claimed.', (l) => l.rate && priceOf(l) === undefined],
    ['amount-differs-from-rate', 'amount', 'The amount is not the volume times the rate, rounded once to whole cents.',
      (l) => l.rate && priceOf(l) !== undefined && priceOf(l) !== BigInt(l.amount)],
    ['period-reversed', 'period', 'The period ends before it begins.', (l) => l.period.until < l.period.from],
    ['period-after-claim', 'period', 'The period lies after that of the claim.', (l) => l.period.until > claim.period.until],
    ['credited-reference-missing', 'creditedReference', 'A credit names the debit that it takes back.',
      (l) => l.side === 'credit' && !hasForm(numbering.lineReference, l.creditedReference ?? '')],
    ['credited-reference-not-allowed', 'creditedReference', 'Only a credit names another line.', (l) => l.side === 'debit' && l.creditedReference !== undefined],
    ['credited-twice', 'creditedReference', 'Two lines credit the same debit.', (l) => creditedTwice.has(l)],
    ['credits-within-claim', 'creditedReference', 'A claim cannot credit a line of its own.', (l) => references.has(l.creditedReference)],
    ['adjustment-not-allowed', 'adjustedReference', 'The payer knows no adjustments: credit the line and claim it anew.',
      (l) => l.adjustedReference !== undefined && !capabilities.adjustments],
  ];
  return [
    ...faultsOf(claim, ofClaim),
    ...clients.flatMap((client) => faultsOf(client, ofClient).map((fault) => ({ ...fault, place: `clients[${client.key}].${fault.place}` }))),
    ...lines.flatMap((line) => faultsOf(line, ofLine, { lineId: line.lineId })),
  ];
}

const inAnswer = [
  ['answer-from-another-payer', 'envelope', 'The answer does not come from the payer of this claim.', ({ identity, claim }) => !isSame(identity.payer, claim.payer)],
  ['answer-to-another-sender', 'envelope', 'The answer is not addressed to the sender of this claim.', ({ identity, claim }) => !isSame(identity.recipient, claim.sender)],
  ['answers-another-claim', 'envelope', 'The answer names another claim.', ({ identity, claim }) => identity.claimNumber !== claim.number],
];

/** What was decided, for billing: `decide` says of a line its outcome and codes. An answer with faults decides nothing. */
export function answerOf({ identity, claim, granted, codes, faults: found }, decide) {
  const faults = [...faultsOf({ identity, claim }, inAnswer), ...found];
  const lines = claim.lines.map((line) => {
    const decision = faults.length > 0 ? { outcome: 'unchanged', codes: [] } : decide(line);
    return { lineId: line.lineId, amount: decision.outcome === 'granted' ? line.amount : 0, ...decision };
  });
  if (faults.length > 0) return { message: identity, outcome: 'undecided', granted: 0, codes, lines, faults };
  const is = (outcome) => lines.every((line) => line.outcome === outcome);
  return { message: identity, outcome: is('granted') ? 'granted' : is('rejected') ? 'rejected' : 'partly-granted', granted, codes, lines, faults };
}

const ofSent = [
  ['claim-without-lines', 'claim.lines', 'A claim has at least one line.', ({ claim }) => claim.lines.length === 0],
  ['line-reference-twice', 'claim.lines', 'Two lines of the claim have the same reference.', ({ claim, lines }) => lines.size < claim.lines.length],
  ['total-differs', 'claim.total', 'The total is not the sum of the debits less the credits.', ({ claim }) => !tallies(claim)],
];

/** The lines of a claim by the reference under which they are answered. */
export function linesOf(claim) {
  const lines = new Map(claim.lines.map((line) => [line.answerReference, line]));
  const faults = faultsOf({ claim, lines }, ofSent);
  if (faults.length > 0) throw new Refused('message-refused', faults);
  return lines;
}
