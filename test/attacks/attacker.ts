import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { lastHeadOf, type Plain, type Signer, v1, v3 } from '../http/requests.ts';

/**
 * Somebody with bad intentions, in a thread of their own so that who measures is not held up:
 *   { attack, signer, until } -> as many connections as the attack has, each as fast as it can -> how many requests were sent
 */
export type Order = { readonly attack: AttackName; readonly signer: Signer; readonly ms: number };

/** What one connection does, over and over; it ends with the socket. */
type Attack = { readonly connections: number; readonly act: (signer: Signer, socket: Socket, n: number) => Promise<void> | void };

const FORM = 'application/x-www-form-urlencoded';
const whole = (request: Plain): string => lastHeadOf(request, [`Content-Length: ${Buffer.byteLength(request.body)}`]) + request.body;
const sending =
  (make: (signer: Signer, n: number) => string): Attack['act'] =>
  (signer, socket, n) =>
    void socket.write(make(signer, n));
const revoke = { Action: 'RevokeSecurityGroupEgress', RegionId: 'cn-hangzhou', SecurityGroupId: 'sg-none' };
const long = 'L'.repeat(500_000);
const names = Array.from({ length: 100_000 }, (_, i) => (i % 26) + 10)
  .map((n) => n.toString(36))
  .join(';');
const manyHeaders = Array.from({ length: 1900 }, (_, i) => `x-acs-${i}: 1`);
let replayed = '';

export const attacks = {
  /** What the others are compared with: somebody who is busy and means no harm. */
  'ordinary requests': { connections: 16, act: sending((signer, n) => whole((n % 2 ? v1 : v3)(signer))) },
  'wrong signatures': { connections: 16, act: sending((signer, n) => whole((n % 2 ? v1 : v3)({ ...signer, accessKeySecret: 'guessed' }))) },
  'keys of half a megabyte that nobody has': {
    connections: 4,
    act: sending((signer, n) => whole(v1({ ...signer, accessKeyId: `${n}${randomUUID()}${long}` }))),
  },
  'a list of 100,000 signed headers': {
    connections: 4,
    act: sending((signer) => {
      const request = v3(signer);
      return lastHeadOf(
        {
          ...request,
          headers: { ...request.headers, authorization: request.headers.authorization!.replace(';x-acs-date', `;x-acs-date;${names}`) },
        },
        manyHeaders,
      );
    }),
  },
  'bodies in pieces of one byte': {
    connections: 8,
    act: sending(
      (signer) =>
        lastHeadOf({ ...v1(signer), headers: { host: signer.endpoint, 'content-type': FORM } }, ['Transfer-Encoding: chunked']) +
        '1\r\nx\r\n'.repeat(1_000_000),
    ),
  },
  'forms of 10 MB': {
    connections: 2,
    act: sending((signer) => `${lastHeadOf(v1(signer), [`Content-Type: ${FORM}`, 'Content-Length: 10000000'])}${'x'.repeat(10_000_000)}`),
  },
  '10,000 parameters': {
    connections: 4,
    act: sending((signer) =>
      whole(v1(signer, revoke, { form: Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`A.${i}`, 'x'])) })),
    ),
  },
  'deep JSON': { connections: 4, act: sending((signer) => whole(v1(signer, revoke, { form: { Permissions: '['.repeat(300_000) } }))) },
  'numbers of entries, each another': {
    connections: 8,
    act: sending((signer, n) => whole(v1(signer, { ...revoke, [`SecurityGroupRuleId.${n}`]: 'x/y' }))),
  },
  'one request again and again': { connections: 16, act: sending((signer) => (replayed ||= whole(v1(signer)))) },
  'heads and bodies that trickle': {
    connections: 300,
    async act(signer, socket, n) {
      const text = n % 2 ? whole(v1(signer)) : lastHeadOf(v1(signer), ['Content-Length: 1000']);
      for (const letter of text) {
        if (socket.destroyed || socket.writableEnded) return;
        socket.write(letter);
        await pause(50);
      }
    },
  },
  'connections that are reset': {
    connections: 16,
    act(signer, socket, n) {
      socket.write(n % 3 === 0 ? Buffer.from('160301020001', 'hex') : whole(v1(signer)).slice(0, (n * 37) % 400));
      setTimeout(() => socket.resetAndDestroy(), 2);
    },
  },
  'right requests that nobody waits for': {
    connections: 8,
    act(signer, socket) {
      socket.write(whole(v1(signer)));
      setTimeout(() => socket.resetAndDestroy(), 1);
    },
  },
} as const satisfies Readonly<Record<string, Attack>>;
export type AttackName = keyof typeof attacks;

async function attack({ attack: name, signer, ms }: Order): Promise<number> {
  const { connections, act } = attacks[name] as Attack;
  const [host, port] = signer.endpoint.split(':') as [string, string];
  const end = performance.now() + ms;
  let sent = 0;
  const one = async () => {
    while (performance.now() < end) {
      const socket = connect(Number(port), host);
      const closed = new Promise<void>((resolve) => socket.on('error', () => {}).once('close', () => resolve()));
      const cut = setTimeout(() => socket.destroy(), Math.max(0, end - performance.now()));
      socket.resume();
      void act(signer, socket, sent++);
      await closed;
      clearTimeout(cut);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  return sent;
}

if (parentPort) parentPort.postMessage(await attack(workerData as Order));
