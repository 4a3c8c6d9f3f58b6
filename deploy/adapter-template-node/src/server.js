// The contract over HTTP. Nothing here knows the payer.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { Malformed, Refused, readAnswerToRead, readAssignmentsToRead, readClaimToRender, readMessageToIdentify } from './contract.js';

const titles = {
  400: 'Malformed', 401: 'Unauthorized', 404: 'Not found', 405: 'Method not allowed', 413: 'Too large', 415: 'Unsupported media type',
  422: 'Refused', 500: 'Failed', 503: 'Try again',
};

class Problem extends Error {
  constructor(status, detail, { code = titles[status].toLowerCase().replaceAll(' ', '-'), faults, headers } = {}) {
    super(detail);
    Object.assign(this, { status, detail, code, faults, headers });
  }
}

/** A server of the contract: `payer` has a manifest and what reads and renders; `log` takes one object for each request. */
export function serve({ payer, secret, log }) {
  const { requestBytes } = payer.manifest.limits;
  const mostInMemory = 6 * requestBytes;
  const hash = (value) => createHash('sha256').update(value).digest(); // of one length, so that comparing takes the same time whatever was sent
  const expected = hash(secret);
  let inMemory = 0;

  const post = (read, answer) => ({ method: 'POST', handle: async (request, response) => answer(read(await bodyOf(request, response))) });
  const routes = {
    '/health/live': { method: 'GET', open: true, handle: () => 'Healthy' },
    '/health/ready': { method: 'GET', open: true, handle: () => ({ status: 'ready', missing: {} }) },
    '/v1/manifest': { method: 'GET', handle: () => payer.manifest },
    '/v1/messages/_identify': post(readMessageToIdentify, payer.identify),
    '/v1/assignments/_read': post(readAssignmentsToRead, payer.readAssignments),
    '/v1/claims/_render': post(readClaimToRender, payer.renderClaim),
    '/v1/answers/_read': post(readAnswerToRead, payer.readAnswer),
  };

  function mayEnter(request) {
    const [, sent] = /^Bearer (.*)$/i.exec(request.headers.authorization ?? '') ?? [];
    return sent !== undefined && timingSafeEqual(hash(sent), expected);
  }

  async function bodyOf(request, response) {
    const type = /^\s*application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;
    if (!type.test(request.headers['content-type'] ?? '') || request.headers['content-encoding']) throw new Problem(415, 'Send application/json in UTF-8.');
    const tooLarge = () => new Problem(413, `A request is at most ${requestBytes} bytes.`);
    if (Number(request.headers['content-length']) > requestBytes) throw tooLarge();
    if (request.headers.expect) response.writeContinue();

    const chunks = [];
    let length = 0;
    try {
      for await (const chunk of request.iterator({ destroyOnReturn: false })) {
        length += chunk.length;
        inMemory += chunk.length;
        if (length > requestBytes) throw tooLarge();
        if (inMemory > mostInMemory) throw new Problem(503, 'Too much at once; try again.', { headers: { 'Retry-After': '1' } });
        chunks.push(chunk);
      }
      return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
    } catch (error) {
      request.resume(); // what still comes is let go, so that the answer gets through
      if (error instanceof Problem) throw error;
      throw new Malformed('The request should be JSON in UTF-8.'); // the parser's own words quote the text
    } finally {
      inMemory -= length;
    }
  }

  async function answer(request, response) {
    const path = request.url.split('?')[0];
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (!route?.open && !mayEnter(request)) {
      throw new Problem(401, 'Send the secret of this adapter: Authorization: Bearer <secret>.', { headers: { 'WWW-Authenticate': 'Bearer' } });
    }
    if (!route) throw new Problem(404, 'The contract has no such address, or the manifest no such capability.');
    if (request.method !== route.method) throw new Problem(405, `Use ${route.method}.`, { headers: { Allow: route.method } });
    return route.handle(request, response);
  }

  function problemOf(error) {
    if (error instanceof Problem) return error;
    if (error instanceof Malformed) return new Problem(400, error.message);
    if (!(error instanceof Refused)) return new Problem(500, 'A bug of this adapter; its log has the place under this trace id.');
    const { length, 0: first } = error.faults;
    return new Problem(422, `Refused: ${length} ${length === 1 ? 'fault' : 'faults'}, first: ${first.detail}`, { code: error.code, faults: error.faults });
  }

  function send(response, status, type, body, headers) {
    const content = Buffer.from(body);
    const last = server.listening ? {} : { Connection: 'close' };
    response.writeHead(status, { 'Content-Type': type, 'Content-Length': content.length, 'Cache-Control': 'no-store', ...last, ...headers }).end(content);
  }

  async function handle(request, response) {
    const started = performance.now();
    const [, traceId = randomBytes(16).toString('hex')] = /^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(request.headers.traceparent ?? '') ?? [];
    let bug;
    try {
      const result = await answer(request, response);
      if (typeof result === 'string') send(response, 200, 'text/plain', result);
      else send(response, 200, 'application/json', JSON.stringify(result, (_, value) => (value === null ? undefined : value)));
    } catch (error) {
      const { status, detail, code, faults, headers } = problemOf(error);
      if (status === 500) bug = error.stack?.split('\n').slice(1, 4).map((line) => line.trim()); // without its message, which may quote a value
      const body = { type: `urn:buurtzorg:problem:${code}`, title: titles[status], status, detail, traceId, faults };
      // Who waits for "100 Continue" sends no body after this, so the connection cannot be used again.
      send(response, status, 'application/problem+json', JSON.stringify(body), { ...(request.headers.expect && { Connection: 'close' }), ...headers });
    }
    const path = request.url.split('?')[0];
    log({
      method: request.method, route: Object.hasOwn(routes, path) ? path : 'unknown', status: response.statusCode,
      milliseconds: Math.round(performance.now() - started), traceId, bug,
    });
  }

  const server = createServer(handle).on('checkContinue', handle);
  return server;
}
