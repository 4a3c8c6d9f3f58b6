// What this adapter knows of its payer. Yours replaces these with its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { payer } from '../payer/index.js';
import { answer, assignments, claim, sent } from './example.js';

const bytes = Buffer.from;
const codes = (faults) => faults.map(({ code }) => code);
const read = (text, more) => payer.readAssignments({ content: bytes(text), receivedOn: '2026-09-29', returnReference: 'R1', ...more });
const decide = (text, of = sent()) => payer.readAnswer({ content: bytes(text), claim: of });
const refused = (action) => { try { action(); } catch ({ faults }) { return codes(faults); } return []; };
const textOf = ({ content }) => bytes(content, 'base64').toString();

test('a message is known by its head alone', () => {
  assert.deepEqual(payer.identify({ content: bytes(answer) }), {
    kind: 'answer', type: 'answer', reference: 'F-2026-0077', payer: { scheme: 'example-fund', value: '101' },
    recipient: { scheme: 'nl-agb', value: '99990001' }, issuedOn: '2026-11-09', claimNumber: 'C12',
  });
  assert.equal(payer.identify({ content: bytes(`${assignments}broken`) }).kind, 'assignment');
  assert.equal(payer.identify({ content: bytes(assignments.replace('assignments', 'news')) }).kind, 'other');
  assert.deepEqual(refused(() => payer.identify({ content: bytes('<xml/>') })), ['not-of-this-payer']);
});

test('assignments are read, and a receipt is owed', () => {
  const { assignments: [first, second], faults, returnMessage } = read(assignments);
  assert.deepEqual([first.number, first.client, first.volume, first.frequency, second.number], ['A1001', { scheme: 'bsn', value: '999900006' }, 600, 'month', 'A1002']);
  assert.deepEqual(faults, []);
  assert.match(textOf(returnMessage), /^fund\/1 receipt\nreference=R1\n(.*\n)*answers=F-2026-0041\naccepted=yes\nend=0\n$/);
});

test('assignments that break rules are not taken over, and the receipt says why', () => {
  const broken = assignments.replace('until=2026-12-31', 'until=2026-09-30').replace('number=A1002', 'number=A1001').replace('999900031', '999900032').replace('unit=minute\n', '');
  const { assignments: none, faults, returnMessage } = read(broken);
  assert.deepEqual([none, codes(faults)], [[], ['period-reversed', 'volume-incomplete', 'client-number-invalid', 'number-twice']]);
  assert.match(textOf(returnMessage), /accepted=no\n(\[fault\]\n.*\n.*\n){4}end=4\n$/);
});

test('what billing objects becomes a fault', () => {
  const objections = [{ code: 'reference-used-before' }, { code: 'has-granted-lines', assignmentNumber: 'A1002' }];
  assert.deepEqual(codes(read(assignments, { objections }).faults), ['reference-used-before', 'has-granted-lines']);
  assert.deepEqual(refused(() => read(assignments, { objections: [{ code: 'number-used-for-another', assignmentNumber: 'A9' }] })), ['objection-unknown-assignment']);
});

for (const [name, text] of [
  ['is not text', bytes([0x66, 0xff])],
  ['was cut off', assignments.slice(0, -7)],
  ['lost a record', assignments.replace('[assignment]\n', '')],
  ['has a date that does not exist', assignments.replace('from=2026-10-01', 'from=2026-09-31')],
  ['has a key that means nothing', assignments.replace('per=', 'every=')],
  ['is an answer', answer],
]) {
  test(`a message of assignments that ${name} is refused`, () => assert.notDeepEqual(refused(() => read(text)), []));
}

test('a claim becomes text, and each line says the reference of its answer', () => {
  const { documents: [document], lines } = payer.renderClaim(claim());
  assert.match(textOf(document), /total=9608\n\[line\]\nreference=L1\nclient=999900006\nassignment=A1001\n(.*\n)*side=credit\ncredits=L0\nend=3\n$/);
  assert.deepEqual(lines[2], { lineId: '3', answerReference: 'L3' });
  assert.deepEqual(payer.renderClaim(claim()).documents[0], document);
});

for (const [code, change] of Object.entries({
  'total-differs': (c) => { c.total += 1; },
  'amount-differs-from-rate': (c) => { c.lines[0].amount += 1; c.total += 1; },
  'amount-out-of-range': (c) => { delete c.lines[0].rate; c.lines[0].amount = 2 ** 53; },
  'credited-reference-missing': (c) => { delete c.lines[2].creditedReference; },
  'credits-within-claim': (c) => { c.lines[2].creditedReference = 'L2'; },
  'client-without-lines': (c) => { c.lines[0].clientKey = 'b'; },
  'client-identifiers-unfit': (c) => { c.clients[0].identifiers.push({ scheme: 'name', value: 'N' }); },
  'client-facts-unfit': (c) => { c.clients[0].person = { initials: 'A.' }; },
  'client-number-invalid': (c) => { c.clients[0].identifiers[0].value = '999900007'; },
  'product-code-invalid': (c) => { c.lines[0].product.code = 'A\nend=0'; },
  'assignment-missing': (c) => { delete c.lines[0].assignment; },
  'ends-after-assignment': (c) => { c.lines[0].assignment.until = '2026-10-30'; },
  'unit-unknown': (c) => { c.lines[0].unit = 'part-of-day'; },
  'adjustment-not-allowed': (c) => { c.lines[0].adjustedReference = 'L0'; },
})) {
  test(`a claim is refused with ${code}`, () => {
    const broken = claim();
    change(broken);
    assert.ok(refused(() => payer.renderClaim(broken)).includes(code));
  });
}

test('a refusal holds every fault', () =>
  assert.deepEqual(refused(() => payer.renderClaim({ ...claim(), currency: 'SEK', total: 1, number: 'c?' })), ['claim-number-invalid', 'currency-unknown', 'total-differs']));

test('an answer decides about every line once', () => {
  const { outcome, granted, lines } = decide(answer);
  assert.deepEqual([outcome, granted, lines.map((line) => [line.lineId, line.outcome, line.amount, codes(line.codes)])],
    ['partly-granted', 1608, [['1', 'granted', 5608, []], ['2', 'rejected', 0, ['A3']], ['3', 'granted', 4000, []]]]);
});

test('lines that are rejected with their claim bear its code', () => {
  const { outcome, codes: [code], lines } = decide(answer.replace(/granted=1608\n.*/s, 'granted=0\ndecision=rejected\ncode=C1\nend=0\n'));
  assert.deepEqual([outcome, code.code, lines.map((line) => [line.outcome, codes(line.codes)])], ['rejected', 'C1', Array(3).fill(['rejected', ['C1']])]);
});

for (const [code, text, of] of [
  ['sums-do-not-tally', answer.replace('granted=1608', 'granted=1609')],
  ['submitted-total-differs', answer.replace('submitted=9608', 'submitted=1')],
  ['reference-unknown', answer.replace('reference=L2', 'reference=L9')],
  ['line-not-answered', answer.replace('reference=L2', 'reference=L9')],
  ['reference-twice', answer.replace('reference=L2', 'reference=L1')],
  ['amount-differs', answer.replace('amount=5608', 'amount=5607')],
  ['rejected-without-reason', answer.replace('code=A3\n', '')],
  ['currency-differs', answer, { ...sent(), currency: 'SEK' }],
  ['answers-another-claim', answer, { ...sent(), number: 'C13' }],
  ['answer-from-another-payer', answer, { ...sent(), payer: { scheme: 'example-fund', value: '102' } }],
]) {
  test(`an answer with ${code} decides nothing`, () => {
    const { outcome, granted, lines, faults } = decide(text, of);
    assert.ok(codes(faults).includes(code));
    assert.deepEqual([outcome, granted, new Set(lines.map((line) => line.outcome))], ['undecided', 0, new Set(['unchanged'])]);
  });
}
