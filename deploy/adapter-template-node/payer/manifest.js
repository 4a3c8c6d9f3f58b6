// What this adapter is and can do. Billing reads it at start; the values below are those of an invented fund.
const megabytes = 1024 * 1024;
const number = (maxLength) => ({ maxLength, pattern: `^[A-Z0-9]{1,${maxLength}}$` });

export const manifest = {
  name: 'example-fund',
  version: '0.1.0',
  contractVersion: '1.1.0',
  payerSchemes: [{ scheme: 'example-fund', pattern: '^[0-9]{3}$', description: 'Number of the fund' }],
  senderSchemes: [{ scheme: 'nl-agb', pattern: '^[0-9]{8}$', description: 'AGB code of the provider' }],
  clientSchemes: [{ scheme: 'bsn', pattern: '^[0-9]{9}$', description: 'Dutch citizen service number, which passes the eleven-test' }],
  capabilities: {
    assignments: true,
    notices: false,
    corrections: true,
    asynchronousAnswers: true,
    transport: false,
    requests: false,
    adjustments: false,
  },
  deadlines: { returnMessage: 3, claimAnswer: 10 },
  currencies: ['EUR'],
  units: ['minute', 'hour', 'visit'],
  numbering: { claimNumber: number(12), lineReference: number(20), returnReference: number(12) },
  limits: { messageBytes: 25 * megabytes, requestBytes: 48 * megabytes, documentBytes: 25 * megabytes },
};
