import { el, prose, slug } from './dom.js';
import { fields, properties, typeOf } from './schema.js';

const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

export function operationsOf(document) {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) => methods.filter(method => item[method]).map(method => ({
    method: method.toUpperCase(), path, ...item[method], parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])],
  })));
}

const resolve = (document, value) => value?.$ref ? value.$ref.slice(2).split('/').reduce((at, key) => at?.[key], document) ?? {} : value ?? {};

export function operation(service, base, document, entry) {
  const address = base + entry.path;
  return el('details', { class: 'operation', id: `${service}/${entry.method.toLowerCase()}-${slug(entry.path)}`, 'data-text': `${entry.method} ${address} ${entry.summary ?? ''}`.toLowerCase() },
    el('summary', {},
      el('span', { class: `method ${entry.method.toLowerCase()}` }, entry.method), ' ',
      el('span', { class: 'address' }, breakable(address)), ' ',
      el('span', { class: 'title' }, entry.summary ?? '')),
    el('div', { class: 'inside' },
      prose(entry.description),
      el('p', {}, entry.security?.length ? 'Needs a token.' : 'Open to everybody.'),
      fields(service, 'Parameters', entry.parameters.map(parameter => resolve(document, parameter)).map(({ name, in: where, required, description, schema }) => ({ name, where, required, description, schema: schema ?? {} }))),
      body(service, document, resolve(document, entry.requestBody)),
      answers(service, document, entry.responses ?? {})));
}

// A long address may break after a slash, on a phone.
const breakable = address => address.split('/').flatMap((part, index) => index === 0 ? [part] : [el('wbr'), `/${part}`]);

const contents = (service, content) => Object.entries(content ?? {}).flatMap(([type, { schema }], index) =>
  [index === 0 ? '' : ', ', ...typeOf(service, schema), ' as ', el('code', {}, type)]);

// With the fields at once, since a body is what most people come for.
function body(service, document, { content, description }) {
  const schema = resolve(document, Object.values(content ?? {})[0]?.schema);
  return content && [el('h4', {}, 'Body'), prose(description), el('p', {}, contents(service, content)), fields(service, 'Fields', properties(schema))];
}

function answers(service, document, responses) {
  return [el('h4', {}, 'Answers'), el('dl', { class: 'answers' }, Object.entries(responses).sort().map(([code, reference]) => {
    const { description, content } = resolve(document, reference);
    const kind = code.startsWith('2') ? 'success' : 'refusal';
    return el('div', {},
      el('dt', { class: kind }, code),
      el('dd', {}, description, content && Object.keys(content).length > 0 ? [description ? ': ' : '', ...contents(service, content)] : undefined));
  }))];
}
