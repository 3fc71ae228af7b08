import { randomUUID } from 'node:crypto';
import { Agent, request as send } from 'node:http';
import { versionOf } from '#actions/action.ts';
import { makeRequestSigner } from '#wire/sign-request.ts';
import { credentials, groupId, groupName, region, teamOf } from './names.ts';
import { scenarioOf } from './scenarios.ts';
import { inSession } from './session.ts';
import { type Spread, spreadOf } from './statistics.ts';

/** Time from sending to the last byte of a page of DescribeSecurityGroups over 100,000 groups, one request at a time. Milliseconds. */
export type Listing = { readonly by: string; readonly rows: number; readonly ms: Spread; readonly p99: number };

const REQUESTS = 400;
const WARM = 200;
const ROWS = 20;
type Params = Readonly<Record<string, string>>;

/** By each filter, pages that lie apart. Those of a VPC are any of its 5000. */
export async function measureListings(say: (text: string) => void): Promise<readonly Listing[]> {
  const scenario = scenarioOf('store-of-100k');
  const { groups } = scenario.shape;
  return inSession(scenario, {}, async ({ server }) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const signer = makeRequestSigner(credentials);
    const ask = async (product: 'Ecs' | 'Vpc', action: string, params: Params): Promise<{ text: string; ms: number }> => {
      const host = `127.0.0.1:${server.port}`;
      const query = Object.entries({ RegionId: region, ...params });
      const version = versionOf[product];
      const { method, url, headers } = signer.v3({
        method: 'GET',
        host,
        action,
        version,
        nonce: randomUUID(),
        now: Date.now(),
        query,
      });
      const from = performance.now();
      const text = await new Promise<string>((resolve, reject) => {
        const asked = send({ host: '127.0.0.1', port: server.port, method, path: url, headers, agent }, (reply) => {
          let all = '';
          reply.setEncoding('utf8').on('data', (chunk) => {
            all += chunk;
          });
          reply.on('end', () => (reply.statusCode === 200 ? resolve(all) : reject(new Error(all))));
        });
        asked.on('error', reject).end();
      });
      return { text, ms: performance.now() - from };
    };

    const { Vpcs } = JSON.parse((await ask('Vpc', 'DescribeVpcs', {})).text) as { Vpcs: { Vpc: { VpcId: string }[] } };
    const vpc = Vpcs.Vpc[0]!.VpcId;
    const far = (n: number) => (n * 61_803) % groups;
    const ways: readonly (readonly [by: string, rows: number, params: (n: number) => Params])[] = [
      ['20 IDs', ROWS, (n) => ({ SecurityGroupIds: JSON.stringify(Array.from({ length: ROWS }, (_, i) => groupId(far(n * ROWS + i)))) })],
      ['tag', ROWS, (n) => ({ 'Tag.1.Key': 'team', 'Tag.1.Value': teamOf(far(n)), PageNumber: String(1 + (n % 5)) })],
      ['VPC', ROWS, (n) => ({ VpcId: vpc, PageNumber: String(1 + (far(n) % (groups / ROWS))) })],
      ['VPC, by token', ROWS, () => ({ VpcId: vpc, MaxResults: String(ROWS) })],
      ['name', 1, (n) => ({ SecurityGroupName: groupName(far(n)) })],
    ];
    const measured: Listing[] = [];
    for (const [by, rows, params] of ways) {
      const times: number[] = [];
      for (let n = 0; n < WARM + REQUESTS; n++) {
        const { text, ms } = await ask('Ecs', 'DescribeSecurityGroups', { PageSize: String(ROWS), ...params(n) });
        const found = (JSON.parse(text) as { SecurityGroups: { SecurityGroup: unknown[] } }).SecurityGroups.SecurityGroup.length;
        if (found !== rows) throw new Error(`by ${by}: ${found} groups instead of ${rows}`);
        if (n >= WARM) times.push(ms);
      }
      times.sort((a, b) => a - b);
      measured.push({ by, rows, ms: spreadOf(times), p99: times[Math.floor(times.length * 0.99)]! });
      say(`listing by ${by}: ${measured.at(-1)!.ms.median.toFixed(2)} ms`);
    }
    agent.destroy();
    return measured;
  });
}
