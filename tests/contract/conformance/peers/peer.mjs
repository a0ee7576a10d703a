// Others' programs, asked by line: one JSON request in, one JSON answer out. Run where `node_modules` lies.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import path from 'node:path';

const require = createRequire(path.join(process.cwd(), 'package.json'));
const Ajv2020 = require('ajv/dist/2020').default;
const schemas = new Map();
let taken = {}; // format: the texts that it takes, as the other side found

function schema({ name, schema, formats }) {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  for (const format of formats) ajv.addFormat(format, (text) => taken[format].has(text));
  schemas.set(name, ajv.compile(schema));
  return true;
}

function verdicts({ name, many, formats }) {
  const validate = schemas.get(name);
  taken = Object.fromEntries(Object.entries(formats).map(([format, texts]) => [format, new Set(texts)]));
  return many.map((data) => (validate(data) ? [] : validate.errors.map(told)));
}

const told = (error) => ({
  at: error.instancePath,
  rule: error.schemaPath,
  keyword: error.keyword,
  params: error.params,
});

// ---- JsonLogic

const logic = require('json-logic-js');

function outcome(rule, data) {
  try {
    const value = logic.apply(rule, data);
    return value === undefined ? { value: null, undefined: true } : { value };
  } catch (error) {
    return { error: String(error.message ?? error) };
  }
}

const apply = ({ many }) => many.map(([rule, data]) => outcome(rule, data));

// Its own tests are JavaScript: run them, and write down each rule that they apply, with what it gave.
function ownLogicTests() {
  const Module = require('node:module');
  const load = Module._load;
  const plain = logic.apply;
  const found = [];
  let title = '';
  let depth = 0;
  logic.apply = (rule, data) => {
    const before = depth === 0 ? JSON.stringify([rule ?? null, data ?? null]) : '';
    depth += 1;
    let said;
    try {
      said = { value: plain(rule, data) ?? null };
    } catch (error) {
      said = { error: String(error.message) };
      throw error;
    } finally {
      depth -= 1;
      if (depth === 0) found.push({ title, asked: JSON.parse(before), ...said });
    }
    return said.value;
  };
  const assert = new Proxy({}, { get: (_, name) => (name === 'throws' ? swallowed : () => undefined) });
  const QUnit = {
    module: (_name, body) => typeof body === 'function' && body(), // those with hooks fetch a file from the network
    test: (name, body) => {
      title = name;
      body(assert);
    },
  };
  Module._load = (name, ...rest) => (name === 'qunit' ? QUnit : load(name, ...rest));
  const log = console.log;
  try {
    require(path.join(process.cwd(), 'node_modules/json-logic-js/tests/tests.js'));
  } finally {
    Module._load = load;
    logic.apply = plain;
    console.log = log;
  }
  return found;
}

function swallowed(body) {
  try {
    body();
  } catch {
    // that it throws is what the test wants to see
  }
}

// ---- JSON Forms

const core = require('@jsonforms/core');

const pointer = (dataPath) => (dataPath ? '/' + dataPath.split('.').join('/') : '');

function* shown(element, here) {
  if (element === undefined || !core.isVisible(element, here.data, here.path, here.ajv, undefined)) return;
  if (element.scope !== undefined && element.type !== 'Label') yield* control(element, here);
  for (const child of element.elements ?? []) yield* shown(child, here);
}

function* control(element, here) {
  const own = core.Resolve.schema(here.schema, element.scope, here.root);
  if (own === undefined) return;
  const dataPath = core.composeWithUi(element, here.path);
  yield pointer(dataPath);
  const value = core.Resolve.data(here.data, dataPath);
  const items = core.resolveSchema(own, '#/items', here.root) ?? own.items;
  if (!Array.isArray(value) || !items || isTickList(own, items)) return;
  for (const row of value.keys()) yield* shownRow(element, items, `${dataPath}.${row}`, here);
}

function* shownRow(element, items, dataPath, here) {
  if (!items.properties) return; // rows of single values are part of their list's control
  const found = core.findUISchema(here.uischemas, items, element.scope, dataPath, undefined, element, here.root);
  yield* shown(found, { ...here, schema: items, path: dataPath });
}

const isTickList = (list, items) => list.uniqueItems === true && (items.enum !== undefined || items.oneOf !== undefined);

function opened({ data: sample, schema: given, uischema, uischemas }) {
  const schema = given ?? core.Generate.jsonSchema(sample);
  const ui = uischema ?? core.Generate.uiSchema(schema, undefined, undefined, schema);
  const ajv = core.createAjv({ validateFormats: false });
  const registered = (uischemas ?? []).map((entry) => ({ tester: entry.tester, uischema: entry.uischema }));
  return { ui, here: { path: undefined, schema, root: schema, ajv, uischemas: registered } };
}

const every = () => require('@jsonforms/examples').getExamples();

const examples = () =>
  every().map((example) => {
    const { ui, here } = opened(example);
    const data = example.data ?? null;
    const visible = [...shown(ui, { ...here, data })];
    const valid = here.ajv.compile(here.schema)(data);
    return { name: example.name, data, schema: here.schema, uischema: example.uischema ?? null, visible, valid };
  });

// What a form shows for each of these data; null where JSON Forms itself breaks on them.
function inSight({ form, many }) {
  const { ui, here } = opened(typeof form === 'string' ? every().find((example) => example.name === form) : form);
  return many.map((data) => {
    try {
      return [...shown(ui, { ...here, data })];
    } catch {
      return null;
    }
  });
}

const wishes = { schema, verdicts, apply, ownLogicTests, examples, inSight };

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const { wish, ...rest } = JSON.parse(line);
  let answer;
  try {
    answer = { answer: wishes[wish](rest) };
  } catch (error) {
    answer = { trouble: String(error.stack ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
