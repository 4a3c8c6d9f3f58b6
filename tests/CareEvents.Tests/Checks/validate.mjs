// Validates values against JSON Schemas. Reads [{ schema, value }], answers with [] or the errors for each.
import Ajv07 from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { text } from 'node:stream/consumers';

const answers = JSON.parse(await text(process.stdin)).map(({ schema, value }) => {
  const ours = schema.$schema?.includes('2020-12'); // those of others bring their own meta-schema along
  const Ajv = ours ? Ajv2020 : Ajv07;
  const ajv = new (Ajv.default ?? Ajv)({ strict: false, allErrors: true, meta: ours, validateSchema: ours });
  (addFormats.default ?? addFormats)(ajv);
  const validate = ajv.compile(schema);
  return validate(value) ? [] : validate.errors.map(error => `${error.instancePath} ${error.message}`);
});
console.log(JSON.stringify(answers));
