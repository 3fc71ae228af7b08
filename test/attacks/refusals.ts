import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { actions } from '#actions/index.ts';
import { wireCode } from '#errors/fill.ts';
import { gatewayErrors } from '#errors/gateway.ts';
import { errorOf, type Plain } from '../http/requests.ts';
import { type Answer, sendRaw, type TestServer } from '../server.ts';

/** What every attack must meet: an error of the catalogue, and a server that goes on as before. */
const codes = new Set(
  [gatewayErrors, ...actions.map(({ errors }) => errors)].flatMap((table) => Object.keys(table).map((key) => wireCode(key, ['']))),
);

/** The code of a refusal; fails where there is none, or where it is not of the catalogue, or blames the server. */
export function refusalOf(answer: Answer, title = ''): string {
  const told = `${title}: ${answer.status} ${answer.text.slice(0, 500)}`;
  assert.ok(answer.status >= 400 && answer.status < 500, told);
  const { Code = '', Message = '', RequestId = '' } = errorOf(answer);
  assert.ok(codes.has(Code) || /^(Missing|Invalid)[A-Z][A-Za-z0-9.]*$/.test(Code), `no code of the catalogue, ${told}`);
  assert.ok(Message.length > 0, told);
  assert.match(RequestId, /^[0-9A-F-]{36}$/, told);
  return Code;
}

/** 'accepted', or the code of the refusal. */
export async function outcome(server: TestServer, request: Plain): Promise<string> {
  const answer = await sendRaw(server.endpoint, request);
  return answer.status === 200 ? 'accepted' : refusalOf(answer);
}

/** The number of the last change: it stands still while nothing is done. */
export async function changes(endpoint: string): Promise<number> {
  const page = await fetch(`http://${endpoint}/metrics`);
  return Number(/^sallyport_changes (\d+)$/m.exec(await page.text())?.[1]);
}

/** Runs an attack and fails where anything was changed by it. */
export async function changesNothing<T>(server: TestServer, attack: () => Promise<T>): Promise<T> {
  const before = await changes(server.endpoint);
  const result = await attack();
  await pause(5);
  assert.equal(await changes(server.endpoint), before, 'something was changed');
  return result;
}

/** Full size for `npm run show -- c4`, a sample for `npm test`. */
export const isFull = process.env.ATTACKS === 'full';

/** A repeatable choice: true for about that share of what is asked. */
export function makeChoice(share: number): () => boolean {
  let state = (Number(process.env.SEED ?? 1) | 0) + 0x9e3779b9;
  return () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x1b873593;
    return (state >>> 8) / 2 ** 24 < share;
  };
}
