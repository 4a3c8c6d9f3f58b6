// Writes a claim as this payer wants it, after every rule of the payer that can be checked without knowing earlier claims.
import { checkClaim, faultsOf } from '../src/rules.js';
import { Refused, refuse } from '../src/contract.js';
import { code, isBsn, number, writeMessage } from './format.js';
import { manifest } from './manifest.js';

const isAmount = (value) => number.accepts(`${value}`);

const ofLine = [
  ['assignment-missing', 'assignment.number', `A line names its assignment: ${code.expected}.`, ({ assignment }) => !code.accepts(assignment?.number ?? '')],
  ['product-code-invalid', 'product.code', `The code should be ${code.expected}.`, ({ product }) => !code.accepts(product.code ?? '')],
  ['volume-too-large', 'volume', `The volume should be ${number.expected}.`, ({ volume }) => volume >= 0 && !isAmount(volume)],
  ['amount-too-large', 'amount', `The amount should be ${number.expected}, in cents.`, ({ amount }) => amount >= 0 && !isAmount(amount)],
];

// A credit repeats its debit, also when the assignment has changed since.
const ofDebit = [
  ['starts-before-assignment', 'period.from', 'The period starts before the assignment.', ({ assignment, period }) => period.from < assignment?.from],
  ['ends-after-assignment', 'period.until', 'The period ends after the assignment.', ({ assignment, period }) => period.until > assignment?.until],
  ['product-differs', 'product.code', 'The product is not that of the assignment.', ({ assignment, product }) => (assignment?.product?.code ?? product.code) !== product.code],
  ['unit-differs', 'unit', 'The unit is not that of the assignment.', ({ assignment, unit }) => (assignment?.unit ?? unit) !== unit],
];

function check(claim) {
  const late = claim.issuedOn < claim.period.until;
  return [
    ...checkClaim(claim, manifest),
    ...(late ? [{ code: 'issued-before-period-ends', detail: 'The fund takes no claim that is dated before the last day of its period.', place: 'issuedOn' }] : []),
    ...claim.clients.filter(({ identifiers: [bsn] }) => bsn && !isBsn(bsn.value))
      .map(({ key }) => ({ code: 'client-number-invalid', detail: 'The citizen service number does not pass the eleven-test.', place: `clients[${key}].identifiers` })),
    ...claim.lines.flatMap((line) => faultsOf(line, line.side === 'debit' ? [...ofLine, ...ofDebit] : ofLine, { lineId: line.lineId })),
  ];
}

export function renderClaim(claim) {
  const faults = check(claim);
  if (faults.length > 0) throw new Refused('claim-refused', faults);

  const clients = new Map(claim.clients.map(({ key, identifiers: [bsn] }) => [key, bsn.value]));
  const head = {
    reference: claim.number, payer: claim.payer.value, provider: claim.sender.value, date: claim.issuedOn,
    from: claim.period.from, until: claim.period.until, currency: claim.currency, total: claim.total,
  };
  const document = writeMessage('claim', head, 'line', claim.lines.map((line) => ({
    reference: line.reference, client: clients.get(line.clientKey), assignment: line.assignment.number, product: line.product.code,
    from: line.period.from, until: line.period.until, volume: line.volume, unit: line.unit, amount: line.amount, side: line.side, credits: line.creditedReference,
  })));
  if (document.content.length / 4 * 3 > manifest.limits.documentBytes) {
    refuse('claim-refused', { code: 'document-too-large', detail: 'The claim would be larger than the fund accepts; divide it over more claims.' });
  }
  return { documents: [document], lines: claim.lines.map(({ lineId, reference }) => ({ lineId, answerReference: reference })) };
}
