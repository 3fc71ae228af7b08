import assert from 'node:assert/strict';
import type { Field, Returns } from '#kit/shape.ts';
import { unescapeXml } from './requests.ts';

/**
 * Every text of a reply with the names that lead to it, so that a reply in JSON and one in XML can be compared: a list repeats its name, and what
 * is empty is one empty text.
 *   {"Vpcs":{"Vpc":[{"VpcId":"vpc-1"}]}} -> ["/Vpcs/Vpc/VpcId=vpc-1"]
 */
export function leavesOfJson(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => leavesOfJson(one, at));
  if (typeof value !== 'object' || value === null) return [`${at}=${value}`];
  const inside = Object.entries(value).flatMap(([name, one]) => leavesOfJson(one, `${at}/${name}`));
  return inside.length > 0 ? inside : [`${at}=`];
}

/** The leaves of an XML document inside its root element, which must be `root`. Throws where it is not well-formed. */
export function leavesOfXml(text: string, root: string): string[] {
  const declared = /^<\?xml version="1\.0" encoding="UTF-8"\?>/.exec(text);
  assert.ok(declared, `no declaration: ${text}`);
  const leaves: string[] = [];
  const path: string[] = [];
  let last = '';
  let read = declared[0].length;
  for (const [piece, end, name = '', empty, inside] of text.slice(read).matchAll(/<(\/?)(\w+)(\/?)>|([^<>]+)/gy)) {
    read += piece.length;
    const at = path.slice(1).join('/');
    if (inside !== undefined) {
      assert.doesNotMatch(inside, /&(?!(amp|lt|gt|quot|apos|#13);)/, 'a bare ampersand');
      last = unescapeXml(inside);
    } else if (end) {
      if (last !== '') leaves.push(`/${at}=${last}`);
      last = '';
      assert.equal(path.pop(), name, 'elements overlap');
    } else {
      assert.ok(path.length > 0 || name === root, `the root is ${name}`);
      if (empty) leaves.push(path.length === 0 ? '=' : `/${[...path.slice(1), name].join('/')}=`);
      else path.push(name);
    }
  }
  assert.deepEqual([read, path], [text.length, []], `not well-formed: ${text}`);
  return leaves;
}

/** What a reply has and its description has not, or the reverse of their kinds. */
export function undescribedIn(body: object, returns: Returns, at = ''): string[] {
  return Object.entries(body).flatMap(([name, value]) =>
    returns[name] ? undescribed(value, returns[name], `${at}${name}`) : [`${at}${name}: not described`],
  );
}
function undescribed(value: unknown, field: Field, at: string): string[] {
  if (field.kind === 'object') return undescribedIn(value as object, field.of, `${at}.`);
  if (field.kind === 'list') {
    if (!Array.isArray(value)) return [`${at}: no list`];
    return value.flatMap((one, i) =>
      field.of === 'string' ? (typeof one === 'string' ? [] : [`${at}: no text`]) : undescribedIn(one, field.of, `${at}.${i}.`),
    );
  }
  const kind = field.kind === 'integer' ? 'number' : field.kind;
  return typeof value === kind ? [] : [`${at}: ${typeof value}, not ${kind}`];
}
