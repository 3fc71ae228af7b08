import { type Action, versionOf } from '#actions/action.ts';
import { gatewayErrors } from '#errors/gateway.ts';
import type { ErrorRow, ErrorTable } from '#kit/error-row.ts';
import type { Param, Returns, Shape } from '#kit/shape.ts';
import type { Text } from '#kit/text.ts';
import type { GeneratedFile } from './gen.ts';
import { kebab } from './gen-actions.ts';

/**
 * The reference of the API, in both languages, from the same objects that the server reads.
 *   registry -> docs/api/<product>/<Action>.md, README.md (index), errors.md (what any action may answer, and who has which code)
 */
const escaped = (text: string): string => text.replace(/[|*]/g, '\\$&').replaceAll('<', '&lt;').replaceAll('\n', ' ');
const code = (text: string): string => `\`${text.replaceAll('|', '\\|').replaceAll('\n', '\\n')}\``;
/** Both languages in one cell; once where they are the same, as in a line of parameters. */
const both = ({ en, zh }: Text): string => (en === zh ? escaped(en) : `${escaped(en)}<br>${escaped(zh)}`);
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const typeOf: { readonly [K in Param['kind']]: string } = {
  string: 'string',
  enum: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  strings: 'list of strings',
  rows: 'list of objects',
  jsonStrings: 'JSON array of strings',
};

function valuesOf(p: Param): string {
  const parts: string[] = [];
  if ('values' in p && p.values)
    parts.push(p.values.map(code).join(', ') + (p.kind === 'enum' && p.anyCase ? ' (any case 不区分大小写)' : ''));
  if ((p.kind === 'integer' || p.kind === 'number') && (p.min !== undefined || p.max !== undefined))
    parts.push(`${p.min ?? ''}–${p.max ?? ''}`);
  if (p.kind === 'string' && p.max !== undefined) parts.push(`≤ ${p.max} characters 字符`);
  if (p.kind === 'strings' || p.kind === 'rows' || p.kind === 'jsonStrings') parts.push(`≤ ${p.max}`);
  if ('pattern' in p && p.pattern) parts.push(code(p.pattern));
  if ((p.kind === 'rows' || p.kind === 'strings') && p.orJson) parts.push('or one JSON array 或单个 JSON 数组');
  return parts.join('<br>');
}

function paramRows(shape: Shape, at = ''): string[][] {
  return Object.entries(shape).flatMap(([key, p]) => {
    const name = at + key + (p.kind === 'strings' || p.kind === 'rows' ? '.N' : '');
    const type = typeOf[p.kind] + (p.deprecated ? '<br>deprecated 已弃用' : '');
    const row = [code(name), type, p.required ? 'yes 是' : '', valuesOf(p), p.example === undefined ? '' : code(p.example), both(p.doc)];
    return [row, ...(p.kind === 'rows' ? paramRows(p.of, `${name}.`) : [])];
  });
}

function fieldRows(returns: Returns, at = ''): string[][] {
  return Object.entries(returns).flatMap(([key, field]) => {
    const name = at + key + (field.kind === 'list' ? '[]' : '');
    const type = field.kind !== 'list' ? field.kind : field.of === 'string' ? 'list of strings' : 'list of objects';
    const inner =
      field.kind === 'object' || (field.kind === 'list' && field.of !== 'string') ? fieldRows(field.of as Returns, `${name}.`) : [];
    return [[code(name), type, both(field.doc)], ...inner];
  });
}

const baseCode = (key: string): string => key.replace(/#.*/, '');
const errorRow = ([key, row]: [string, ErrorRow]): string[] => [
  String(row.http),
  code(baseCode(key)),
  escaped(row.message),
  both(row.meaning),
  both(row.trigger),
  row.source,
];
const errorTable = (errors: ErrorTable): string =>
  table(
    ['HTTP', 'Code 错误码', 'Message 错误信息', 'Meaning 含义', 'A request that gets it 触发请求', 'Source 依据'],
    Object.entries(errors).map(errorRow),
  );

const sources = `Source 依据: \`contract\` the table of the operation's documentation 该接口文档中的错误码表 · \`documented\` a documentation page 文档页面 · \`observed\` seen in public logs or in the source of an official SDK 公开日志或官方 SDK 源码 · \`inferred\` a guess by symmetry 类推 · \`sallyport\` Sallyport's own Sallyport 自有`;

function ramTable({ action, level, resources, conditions, dependent }: Action['ram']): string {
  const of = resources.map((r) => `${r.required ? '\\*' : ''}${r.type}<br>${code(r.arn)}`).join('<br>');
  const list = (names: readonly string[]) => names.map(code).join(', ');
  return table(
    ['Action 操作', 'Level 访问级别', 'Resource 资源', 'Condition keys 条件键', 'Dependent actions 关联操作'],
    [[code(action), level, of, list(conditions), list(dependent)]],
  );
}

const fenced = (text: string, language = ''): string => `\`\`\`${language}\n${text}\n\`\`\``;
const query = (request: Readonly<Record<string, string>>): string =>
  Object.entries(request)
    .map(([k, v]) => `${k}=${v}`)
    .join('\n');

function notesOf(a: Action): string {
  const notes: Text[] = [
    a.mode === 'read'
      ? { en: 'Reads; changes nothing.', zh: '只读，不做任何更改。' }
      : { en: 'Changes; a reply with 200 means that the change is on disk.', zh: '变更操作；返回 200 表示变更已落盘。' },
  ];
  if (a.seeds)
    notes.push({ en: "Creates the region's default resources where there are none yet.", zh: '若该地域尚无默认资源，则先行创建。' });
  if (a.operator) notes.push({ en: 'Only the root of the first account may call it.', zh: '仅首个账号的主账号身份可以调用。' });
  return `${notes.map((n) => n.en).join(' ')}  \n${notes.map((n) => n.zh).join('')}`;
}

function pageOf(a: Action): string {
  const version = versionOf[a.product];
  const params = paramRows(a.params);
  return `${[
    `# ${a.name}`,
    `${a.product} ${version} · [all actions 全部 API](../README.md)`,
    `${a.summary.en}  \n${a.summary.zh}`,
    notesOf(a),
    '## Parameters 请求参数',
    params.length === 0
      ? 'None 无。'
      : table(['Name 名称', 'Type 类型', 'Required 必填', 'Values 取值', 'Example 示例', 'Description 描述'], params),
    '## Response 返回参数',
    table(['Name 名称', 'Type 类型', 'Description 描述'], fieldRows(a.returns)),
    '## Authorization 授权信息',
    `${ramTable(a.ram)}\n\n\\* required 必选资源`,
    '## Errors 错误码',
    Object.keys(a.errors).length === 0 ? 'None of its own 无特有错误码。' : errorTable(a.errors),
    `What any action may answer 公共错误码: [errors.md](../errors.md)  \n${sources}`,
    '## Example 示例',
    fenced(query({ Action: a.name, Version: version, ...a.example.request })),
    fenced(JSON.stringify(a.example.reply, null, 2), 'json'),
  ].join('\n\n')}\n`;
}

const folderOf = (a: Action): string => kebab(a.product);
const link = (a: Action): string => `[${a.name}](${folderOf(a)}/${a.name}.md)`;

function indexOf(actions: readonly Action[]): string {
  const products = [...new Set(actions.map((a) => a.product))];
  const sections = products.map((product) => {
    const rows = actions.filter((a) => a.product === product).map((a) => [link(a), both(a.summary)]);
    return `## ${product} ${versionOf[product]}\n\n${table(['Action', 'Summary 简介'], rows)}`;
  });
  return `${[
    '# API reference · API 参考',
    'Generated from the action descriptions in `src/actions/`: `npm run gen`.  \n由 `src/actions/` 中的 API 描述生成：`npm run gen`。',
    'What any action may answer, and which action has which code: [errors.md](errors.md).  \n公共错误码，以及各错误码所属的 API：[errors.md](errors.md)。',
    ...sections,
  ].join('\n\n')}\n`;
}

function errorsPage(actions: readonly Action[]): string {
  const users = new Map<string, Action[]>();
  for (const a of actions) {
    for (const key of new Set(Object.keys(a.errors).map(baseCode))) users.set(key, [...(users.get(key) ?? []), a]);
  }
  const rows = [...users].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, list]) => [code(key), list.map(link).join(', ')]);
  return `${[
    '# Errors · 错误码',
    '## What any action may answer · 公共错误码',
    '`{Name}` stands for the name of a parameter.  \n`{Name}` 表示参数名。',
    errorTable(gatewayErrors),
    sources,
    "## Actions' own codes · 各 API 的错误码",
    table(['Code 错误码', 'Actions'], rows),
  ].join('\n\n')}\n`;
}

/** All pages of docs/api for these actions. */
export function docsOf(actions: readonly Action[]): GeneratedFile[] {
  return [
    { path: 'docs/api/README.md', text: indexOf(actions) },
    { path: 'docs/api/errors.md', text: errorsPage(actions) },
    ...actions.map((a) => ({ path: `docs/api/${folderOf(a)}/${a.name}.md`, text: pageOf(a) })),
  ];
}
