import { el, prose } from './dom.js';
import { operation, operationsOf } from './operation.js';
import { schemas } from './schema.js';

const words = { ready: 'ready', degraded: 'partly ready', down: 'not ready' };
const byId = id => document.getElementById(id);

async function fetchJson(address) {
  const response = await fetch(address, { headers: { Accept: 'application/json' } });
  return { ok: response.ok, body: await response.json() };
}

function showHealth({ status, services }) {
  const ready = services.filter(service => service.status === 'ready').length;
  byId('health').className = status;
  byId('health').textContent = `The whole is ${words[status]}: ${ready} of ${services.length} services ready.`;
  for (const service of services) {
    const mark = byId(`${service.name}/health`);
    mark.className = `mark ${service.status}`;
    mark.textContent = service.replicas > 1 ? `${words[service.status]}, ${service.ready} of ${service.replicas}` : words[service.status];
  }
}

async function refreshHealth() {
  try {
    showHealth((await fetchJson('/status')).body);
  } catch {
    byId('health').className = 'down';
    byId('health').textContent = 'The gateway does not answer.';
  }
}

// Every service has its heading at once and its operations when its document has come.
function announce({ name }) {
  byId('contents').append(el('li', {}, el('a', { href: `#${name}` }, name), ' ', el('span', { id: `${name}/health` })));
  const section = el('section', { id: name, 'aria-labelledby': `${name}/title` }, el('h2', { id: `${name}/title` }, name), el('p', { class: 'waiting' }, 'Reading its document…'));
  byId('apis').append(section);
  return section;
}

async function fill(name, section) {
  const address = `/${name}/v1/openapi.json`;
  const answer = await fetchJson(address).catch(() => ({ ok: false }));
  section.querySelector('.waiting').remove();
  if (!answer.ok) {
    section.append(el('p', {}, 'Its document cannot be read now; load this page again in a moment.'));
    return;
  }

  const { body } = answer;
  const base = body.servers?.[0]?.url?.replace(/\/$/, '') ?? '';
  section.append(
    el('p', { class: 'about' }, `Version ${body.info?.version ?? 'unknown'}, `, el('a', { href: address }, 'OpenAPI document')),
    ...prose(body.info?.description),
    ...operationsOf(body).map(entry => operation(name, base, body, entry)),
    ...[schemas(name, body) ?? '']);
}

function find() {
  const wanted = byId('find').value.toLowerCase().split(/\s+/).filter(word => word !== '');
  let found = 0;
  for (const entry of document.querySelectorAll('.operation')) {
    entry.hidden = !wanted.every(word => entry.dataset.text.includes(word));
    found += entry.hidden ? 0 : 1;
  }
  document.body.classList.toggle('finding', wanted.length > 0);
  byId('found').textContent = wanted.length > 0 ? `${found} found` : '';
}

function openTarget() {
  const target = byId(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) target.open = true;
  target?.scrollIntoView();
}

async function start() {
  const { body } = await fetchJson('/status');
  const sections = body.services.map(service => [service.name, announce(service)]);
  showHealth(body);
  setInterval(() => document.hidden || refreshHealth(), 10_000);
  byId('find').addEventListener('input', find);
  addEventListener('hashchange', openTarget);
  await Promise.all(sections.map(([name, section]) => fill(name, section)));
  document.body.dataset.loaded = 'true';
  openTarget();
}

start().catch(() => { byId('health').className = 'down'; byId('health').textContent = 'The gateway does not answer; load this page again in a moment.'; });
