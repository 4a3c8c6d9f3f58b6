import { el, prose } from './dom.js';

export const schemaId = (service, name) => `${service}/schemas/${name}`;
const nameOf = reference => decodeURIComponent(reference.split('/').pop());
const isNull = schema => schema.type === 'null' || (Array.isArray(schema.enum) && schema.enum.every(value => value === null));

// A type in a few words: "list of Visit", "text (uuid)", "either ... or ...".
export function typeOf(service, schema) {
  if (!schema || Object.keys(schema).length === 0) return ['anything'];
  if (schema.$ref) return [el('a', { href: `#${schemaId(service, nameOf(schema.$ref))}` }, nameOf(schema.$ref))];
  const choices = (schema.oneOf ?? schema.anyOf ?? schema.allOf)?.filter(choice => !isNull(choice));
  if (choices) return choices.flatMap((choice, index) => index === 0 ? typeOf(service, choice) : [' or ', ...typeOf(service, choice)]);
  const types = [schema.type].flat().filter(type => type && type !== 'null');
  if (types.includes('array')) return ['list of ', ...typeOf(service, schema.items)];
  if (schema.enum) return schema.enum.filter(value => value !== null).flatMap((value, index) => [index === 0 ? '' : ' | ', el('code', {}, String(value))]);
  if (types.includes('object') && typeof schema.additionalProperties === 'object') return ['map of ', ...typeOf(service, schema.additionalProperties)];
  const words = types.map(type => type === 'string' ? 'text' : type).join(' or ') || 'anything';
  return [schema.format ? `${words} (${schema.format})` : words];
}

// What a value must satisfy besides its type.
export function limitsOf(schema) {
  const limits = [];
  const between = (low, high, unit) => {
    if (low !== undefined && high !== undefined) limits.push(`${low} to ${high}${unit}`);
    else if (low !== undefined) limits.push(`at least ${low}${unit}`);
    else if (high !== undefined) limits.push(`at most ${high}${unit}`);
  };
  between(schema.minimum, schema.maximum, '');
  between(schema.minLength, schema.maxLength, ' characters');
  between(schema.minItems, schema.maxItems, ' items');
  if (schema.pattern) limits.push(`matches ${schema.pattern}`);
  if (schema.default !== undefined && schema.default !== null) limits.push(`${schema.default} when left out`);
  return limits.join(', ');
}

// One row per field. The first column heads its row, so that a screen reader says which field it is in.
export function fields(service, caption, rows) {
  if (rows.length === 0) return undefined;
  return el('div', { class: 'scroll' }, el('table', {},
    el('caption', {}, caption),
    el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Name'), el('th', { scope: 'col' }, 'Type'), el('th', { scope: 'col' }, 'Meaning'))),
    el('tbody', {}, rows.map(({ name, schema, required, where, description }) => el('tr', {},
      el('th', { scope: 'row' }, el('code', {}, name), required ? el('span', { class: 'needed' }, ' needed') : undefined),
      el('td', {}, typeOf(service, schema), where ? el('span', { class: 'where' }, ` in ${where}`) : undefined),
      el('td', {}, prose(description ?? schema?.description), limitsOf(schema ?? {})))))));
}

export const properties = schema => Object.entries(schema.properties ?? {}).map(([name, value]) => ({ name, schema: value, required: schema.required?.includes(name) }));

export function schemas(service, document) {
  const all = Object.entries(document.components?.schemas ?? {});
  if (all.length === 0) return undefined;
  return el('section', { class: 'schemas' }, el('h3', {}, 'Schemas'), all.map(([name, schema]) => el('details', { id: schemaId(service, name) },
    el('summary', {}, el('code', {}, name)),
    el('div', { class: 'inside' }, prose(schema.description), fields(service, `Fields of ${name}`, properties(schema)) ?? el('p', {}, typeOf(service, schema))))));
}
