import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { compilePolicy } from '../../src/ram/compile-policy.ts';
import { judge, type Verdict } from '../../src/ram/judge.ts';
import { operators } from '../../src/ram/operators.ts';
import { readPolicy } from '../../src/ram/read-policy.ts';
import { grants, request } from './arbitrary.ts';
import { type Document, naive, type Outcome } from './naive.ts';

/** How many judgements are compared: JUDGEMENTS=100000 is what `npm run show -- c1` asks for. */
const judgements = Number(process.env.JUDGEMENTS ?? 5000);
const seed = Number(process.env.SEED ?? randomInt(2 ** 31));

function compiled(document: Document, policy: string) {
  const read = readPolicy(JSON.stringify({ Version: '1', ...document }), Number.POSITIVE_INFINITY);
  assert.ok('policy' in read, JSON.stringify([read, document]));
  return compilePolicy(read.policy, { policy, type: 'Custom' });
}

/** In the words of the naive evaluator. */
const told = (verdict: Verdict): Outcome => ({
  decision: verdict.decision,
  because: verdict.because.map(({ policy, statement }) => `${policy}/${statement}`),
  ...(verdict.decision === 'allow' ? {} : { denied: `${verdict.resource} by ${verdict.by}` }),
});

test(`the engine judges as a naive evaluator does (${judgements} judgements, SEED=${seed})`, (t) => {
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  fc.assert(
    fc.property(grants, request, ({ identity, session }, asked) => {
      const given = {
        identity: identity.map((document, d) => compiled(document, `identity${d}`)),
        ...(session === undefined ? {} : { session: compiled(session, 'session0') }),
      };
      const verdict = judge(given, asked);
      const first = judge(given, asked, 'first');
      assert.deepEqual(told(verdict), naive(identity, session, asked));
      assert.deepEqual({ ...first, because: [] }, { ...verdict, because: [] });
      assert.ok(first.because.every((reason) => verdict.because.includes(reason)));
      count(verdict.decision);
      if (verdict.decision !== 'allow') count(`${verdict.decision} by ${verdict.by}`);
      if (verdict.because.length > 1) count('several statements decided');
      if (verdict.decision === 'allow' && session) count('allow with a session');
      if (verdict.decision === 'allow' && asked.resources.length > 1) count('allow of several resources');
      const decisive = verdict.because.map(
        ({ policy, statement }) => (policy === 'session0' ? session : identity[Number(policy.at(-1))])?.Statement[statement],
      );
      if (decisive.some((one) => one?.NotAction !== undefined)) count('a NotAction decided');
      if (decisive.some((one) => one?.Condition !== undefined)) count('a condition decided');
      for (const one of decisive) for (const operator of Object.keys(one?.Condition ?? {})) count(`by ${operator}`);
    }),
    { numRuns: judgements, seed },
  );
  for (const [what, times] of [...counts].sort()) t.diagnostic(`${what}: ${((times / judgements) * 100).toFixed(1)} %`);
  // A comparison in which nothing ever happens would pass too.
  for (const what of ['allow', 'explicitDeny', 'implicitDeny']) assert.ok((counts.get(what) ?? 0) > judgements * 0.1, what);
  for (const what of ['allow with a session', 'a NotAction decided', 'a condition decided'])
    assert.ok((counts.get(what) ?? 0) > judgements * 0.02, what);
  // Some operators decide once in a thousand times.
  if (judgements >= 20_000) for (const operator of Object.keys(operators)) assert.ok(counts.has(`by ${operator}`), operator);
});
