// Reads the fund's answer to a claim. The fund decides about every line, and grants it whole or not at all.
import { answerOf, faultsOf, linesOf, repeated } from '../src/rules.js';
import { code, number, oneOf, optional, readMessage, cents } from './format.js';
import { manifest } from './manifest.js';

// What the fund's codes mean: reason, remedy, whether a corrected line can be claimed again.
const codes = {
  A1: ['The fund has no such assignment.', 'Compare the number with the assignment, and claim the line anew.', true],
  A2: ['The period lies outside the assignment.', 'Ask the fund to extend the assignment, and claim the line anew.', true],
  A3: ['More was claimed than is assigned.', 'Ask the fund for more, or claim what is assigned.', true],
  L1: ['The fund has paid for this before.', 'Nothing needs to be done.', false],
  C1: ['The claim could not be processed.', 'Ask the fund what is wrong with the message, and claim its lines anew.', true],
};
const explain = (given) => {
  const [reason, remedy, mayClaimAgain] = Object.hasOwn(codes, given) ? codes[given] : ['The fund gives a code that this adapter does not know.', 'Ask the fund what it means.', true];
  return { code: given, reason, remedy, mayClaimAgain };
};

const heads = { claim: code, currency: oneOf(...manifest.currencies), submitted: cents, granted: cents, decision: oneOf('lines', 'rejected'), code: optional(code) };
const forms = { reference: code, amount: number, decision: oneOf('granted', 'rejected'), code: optional(code) };

const ofDecision = [
  ['currency-differs', 'currency', 'The currency is not that of the claim.', ({ head, claim }) => head.currency !== claim.currency],
  ['submitted-total-differs', 'submitted', 'The total that was submitted is not that of the claim.', ({ head, claim }) => Number(head.submitted) !== claim.total],
  ['sums-do-not-tally', 'granted', 'The lines that are granted do not add up to the total that is granted.', ({ head, granted }) => Number(head.granted) !== granted],
  ['rejected-without-reason', 'code', 'The claim is rejected without a code.', ({ head }) => head.decision === 'rejected' && head.code === undefined],
  ['rejected-whole-yet-judged', 'decision', 'The claim is rejected as a whole and yet lines of it are judged.', ({ head, records }) => head.decision === 'rejected' && records.length > 0],
];

const ofLine = [
  ['reference-unknown', 'reference', 'The claim has no line of this reference.', ({ line }) => !line],
  ['reference-twice', 'reference', 'The answer holds this reference twice.', ({ again }) => again],
  ['amount-differs', 'amount', 'The amount is not that of the line.', ({ line, record }) => line && line.amount !== Number(record.amount)],
  ['rejected-without-reason', 'code', 'The line is rejected without a code.', ({ record }) => record.decision === 'rejected' && record.code === undefined],
];

export function readAnswer({ content, claim }) {
  const lines = linesOf(claim);
  const { head, identity, records } = readMessage(content, 'answer', heads, 'line', forms);
  const decisions = new Map(records.map((record) => [record.reference, record]));
  const twice = repeated(records, (record) => record.reference);
  const granted = claim.lines.filter((line) => decisions.get(line.answerReference)?.decision === 'granted')
    .reduce((sum, { amount, side }) => sum + (side === 'credit' ? -amount : amount), 0);
  const faults = [
    ...faultsOf({ head, claim, records, granted }, ofDecision),
    ...records.flatMap((record) => {
      const line = lines.get(record.reference);
      return faultsOf({ record, line, again: twice.has(record) }, ofLine, { lineId: line?.lineId, place: record.place });
    }),
    ...claim.lines.filter((line) => head.decision === 'lines' && !decisions.has(line.answerReference))
      .map(({ lineId }) => ({ code: 'line-not-answered', detail: 'The answer does not decide about this line.', lineId })),
  ];
  const codesOf = ({ code: given }) => (given === undefined ? [] : [explain(given)]);
  return answerOf({ identity, claim, granted, codes: codesOf(head), faults }, ({ answerReference }) => {
    const decided = decisions.get(answerReference) ?? head; // a line that was rejected with its whole claim bears the code of the claim
    return { outcome: decided.decision, codes: codesOf(decided) };
  });
}
