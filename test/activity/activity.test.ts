import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import * as Ecs from '@alicloud/ecs20140526';
import { done, newAccount, newGroup, P, rulesOf } from '../http/world.ts';
import { startPostgres, type TestPostgres } from '../postgres.ts';
import { makeCore, makeEcs } from '../sdk/clients.ts';
import { type Answer, type Client, type Params, startServer, type TestServer } from '../server.ts';

/**
 * The activity log on both stores: what is done through the official SDK, and what DescribeChanges then tells of it.
 *   @alicloud/ecs20140526 -> server -> journal -> DescribeChanges by @alicloud/pop-core and by our own client
 */
type Place = {
  readonly title: string;
  open(): Promise<TestServer>;
  dropOlder(server: TestServer, than: number): Promise<void>;
  close(): Promise<void>;
};
let postgres: TestPostgres;
let databaseUrl = '';
const places: readonly Place[] = [
  {
    title: 'embedded store',
    open: () => startServer(),
    async dropOlder({ data }, than) {
      const db = new DatabaseSync(join(data, 'sallyport.db'));
      db.prepare('DELETE FROM change WHERE last < ?').run(than);
      db.close();
    },
    close: async () => {},
  },
  {
    title: 'PostgreSQL',
    async open() {
      postgres = await startPostgres();
      databaseUrl = await postgres.makeSchema();
      return startServer({ databaseUrl });
    },
    async dropOlder(_, than) {
      await postgres.ask(`DELETE FROM ${/search_path%3D(\w+)/.exec(databaseUrl)![1]}.change WHERE last < ${than}`);
    },
    close: () => postgres.remove(),
  },
];

type Change = Readonly<Record<string, string>> & { readonly RowCount: number; readonly Rows: { readonly Row: readonly Row[] } };
type Row = Readonly<Record<string, string>> & {
  readonly RuleBefore?: Readonly<Record<string, string>>;
  readonly RuleAfter?: Readonly<Record<string, string>>;
};
const changesIn = ({ Changes }: Answer['body']): readonly Change[] => Changes.Change;
const told = async (client: Client, params: Params = {}): Promise<readonly Change[]> =>
  changesIn(await done(client('DescribeChanges', { MaxResults: '100', ...params })));
const names = (changes: readonly Change[]) => changes.map(({ EventName }) => EventName);
const seqOf = ({ ChangeId = '' }: Change) => Number(ChangeId.split(':')[1]);

for (const { title, open, dropOlder, close } of places) {
  describe(`the activity log, ${title}`, () => {
    let server: TestServer;
    let root: Client;
    before(async () => {
      server = await open();
      root = server.root;
    });
    after(async () => {
      await server.stop();
      await close();
    });

    test('what the SDK did is told newest first, with who, from where, and what was there before and after', async () => {
      const { credentials } = server.running;
      const place = { endpoint: server.endpoint, credentials, ca: '' };
      const ecs = makeEcs(place, 'http');
      const regionId = 'cn-hangzhou';
      const { body: made } = await ecs.createSecurityGroup(new Ecs.CreateSecurityGroupRequest({ regionId, securityGroupName: 'web' }));
      const securityGroupId = made?.securityGroupId ?? '';
      const rule = { ipProtocol: 'TCP', portRange: '443/443', destCidrIp: '10.0.0.0/8', policy: 'accept', priority: '1' };
      const permissions = [new Ecs.AuthorizeSecurityGroupEgressRequestPermissions(rule)];
      const { body: added } = await ecs.authorizeSecurityGroupEgress(
        new Ecs.AuthorizeSecurityGroupEgressRequest({ regionId, securityGroupId, permissions }),
      );
      const [{ SecurityGroupRuleId: ruleId = '' } = {}] = await rulesOf(root, securityGroupId);
      await ecs.modifySecurityGroupEgressRule(
        new Ecs.ModifySecurityGroupEgressRuleRequest({ regionId, securityGroupId, securityGroupRuleId: ruleId, ...rule, priority: '5' }),
      );
      await ecs.modifySecurityGroupAttribute(
        new Ecs.ModifySecurityGroupAttributeRequest({ regionId, securityGroupId, securityGroupName: 'web-2' }),
      );
      const tag = [new Ecs.TagResourcesRequestTag({ key: 'env', value: 'test' })];
      await ecs.tagResources(new Ecs.TagResourcesRequest({ regionId, resourceType: 'securitygroup', resourceId: [securityGroupId], tag }));
      await ecs.revokeSecurityGroupEgress(
        new Ecs.RevokeSecurityGroupEgressRequest({ regionId, securityGroupId, securityGroupRuleId: [ruleId] }),
      );
      const again = { regionId, securityGroupId, securityGroupRuleId: [ruleId] };
      await assert.rejects(ecs.revokeSecurityGroupEgress(new Ecs.RevokeSecurityGroupEgressRequest(again)), /RuleNotExist|RuleId/);

      const core = makeCore(place, 'http', '2026-11-24');
      const reply = await core.request<Answer['body']>('DescribeChanges', { SecurityGroupId: securityGroupId }, { method: 'POST' });
      const changes = changesIn(reply);
      assert.deepEqual(names(changes), [
        'RevokeSecurityGroupEgress',
        'TagResources',
        'ModifySecurityGroupAttribute',
        'ModifySecurityGroupEgressRule',
        'AuthorizeSecurityGroupEgress',
        'CreateSecurityGroup',
      ]);
      assert.deepEqual([reply.NextToken, reply.Truncated], ['', false]);
      for (const change of changes)
        assert.deepEqual(
          [change.Product, change.AccountId, change.Principal, change.AccessKeyId, change.SourceIpAddress],
          ['Ecs', credentials.accountId, `acs:ram::${credentials.accountId}:root`, credentials.accessKeyId, '127.0.0.1'],
        );
      const [revoked, tagged, renamed, modified, authorized, created] = changes.map(({ Rows }) => Rows.Row[0]!);
      const { RuleAfter } = authorized!;
      assert.deepEqual(
        [authorized?.PartId, authorized?.Before, RuleAfter?.PortRange, RuleAfter?.DestCidrIp, RuleAfter?.IpProtocol],
        [ruleId, '', '443/443', '10.0.0.0/8', 'TCP'],
      );
      assert.equal(changes[4]?.RequestId, added?.requestId);
      assert.deepEqual([modified?.RuleBefore?.Priority, modified?.RuleAfter?.Priority], ['1', '5']);
      assert.deepEqual([revoked?.PartId, revoked?.After, revoked?.RuleBefore?.Priority], [ruleId, '', '5']);
      assert.deepEqual([JSON.parse(renamed!.Before!).name, JSON.parse(renamed!.After!).name], ['web', 'web-2']);
      assert.deepEqual([JSON.parse(tagged!.Before!).tags, JSON.parse(tagged!.After!).tags], [{}, { env: 'test' }]);
      assert.deepEqual([created?.Before, created?.ResourceId], ['', securityGroupId]);
    });

    test('members and lists: a change of a group is also that of an interface which joins, and of a rule that names it', async () => {
      const group = await newGroup(root);
      const other = await newGroup(root);
      await done(root('AuthorizeSecurityGroup', { SecurityGroupId: other, ...toSource(group) }));
      const { VSwitches } = await done(root('DescribeVSwitches'));
      const vswitch = VSwitches.VSwitch[0].VSwitchId;
      const eni = (await done(root('CreateNetworkInterface', { VSwitchId: vswitch, SecurityGroupId: other }))).NetworkInterfaceId;
      await done(root('JoinSecurityGroup', { SecurityGroupId: group, NetworkInterfaceId: eni }));
      const list = (await done(root('CreatePrefixList', { PrefixListName: 'blocks', AddressFamily: 'IPv4', MaxEntries: '5' })))
        .PrefixListId;
      await done(root('ModifyPrefixList', { PrefixListId: list, 'AddEntry.1.Cidr': '10.9.0.0/16' }));
      assert.deepEqual(names(await told(root, { SecurityGroupId: group })), [
        'JoinSecurityGroup',
        'AuthorizeSecurityGroup',
        'CreateSecurityGroup',
      ]);
      const [added] = await told(root, { ResourceId: list });
      const [row] = added!.Rows.Row.filter(({ PartId }) => PartId !== '');
      assert.deepEqual(
        [added?.EventName, row?.Kind, row?.Before, JSON.parse(row!.After!).value],
        ['ModifyPrefixList', 'prefixList', '', '10.9.0.0/16'],
      );
    });

    test('each filter, and all of them together', async () => {
      const group = await newGroup(root);
      const rule = await done(root('AuthorizeSecurityGroupEgress', { SecurityGroupId: group, ...P() }));
      const all = await told(root);
      const of = async (params: Params) => (await told(root, params)).map(({ RequestId }) => RequestId);
      const want = (keeps: (change: Change) => boolean) => all.filter(keeps).map(({ RequestId }) => RequestId);
      const { accountId } = server.running.credentials;
      // What the server did by itself at its first start is not its root's.
      const isRoot = ({ Principal = '' }: Change) => Principal.endsWith(':root');
      assert.ok(all.some((change) => !isRoot(change)));
      assert.deepEqual(await of({ RequestId: rule.RequestId }), [rule.RequestId]);
      assert.deepEqual(
        await of({ EventName: 'CreateSecurityGroup' }),
        want(({ EventName }) => EventName === 'CreateSecurityGroup'),
      );
      assert.deepEqual(await of({ Principal: 'root' }), want(isRoot));
      assert.deepEqual(await of({ Principal: `acs:ram::${accountId}:root` }), want(isRoot));
      assert.deepEqual(await of({ Principal: 'nobody' }), []);
      assert.deepEqual(await of({ ResourceId: group, EventName: 'AuthorizeSecurityGroupEgress', Principal: 'root' }), [rule.RequestId]);
    });

    test('limits of time', async () => {
      const second = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
      const [newest] = await told(root);
      const at = Date.parse(newest!.EventTime!);
      const all = await told(root);
      assert.deepEqual(
        await told(root, { StartTime: second(at) }),
        all.filter(({ EventTime }) => EventTime! >= second(at)),
      );
      assert.deepEqual(
        await told(root, { EndTime: second(at - 1000) }),
        all.filter(({ EventTime }) => EventTime! < second(at)),
      );
      assert.deepEqual(await told(root, { StartTime: second(at + 3600_000) }), []);
      assert.deepEqual(await told(root, { EndTime: '2000-01-01T00:00:00Z' }), []);
    });

    test('pages while changes come in: each of those that were there once, none of those that came', async () => {
      const group = await newGroup(root);
      for (let n = 1; n <= 12; n++)
        await done(root('AuthorizeSecurityGroupEgress', { SecurityGroupId: group, ...P({ PortRange: `${n}/${n}` }) }));
      const wanted = (await told(root, { SecurityGroupId: group })).map(({ ChangeId }) => ChangeId);
      const seen: unknown[] = [];
      for (let token: string | undefined, n = 100; token !== ''; n++) {
        const page = await done(
          root('DescribeChanges', { SecurityGroupId: group, MaxResults: '3', ...(token !== undefined && { NextToken: token }) }),
        );
        seen.push(...changesIn(page).map(({ ChangeId }) => ChangeId));
        token = page.NextToken;
        await done(root('AuthorizeSecurityGroupEgress', { SecurityGroupId: group, ...P({ PortRange: `${n}/${n}` }) }));
      }
      assert.equal(wanted.length, 13);
      assert.deepEqual(seen, wanted);
    });

    test('accounts are apart; what the operator did to one it sees, and not from where', async () => {
      const { id, client } = await newAccount(server);
      const mine = await newGroup(root);
      const theirs = await newGroup(client);
      await done(root('SetSecurityGroupManaged', { AccountId: id, SecurityGroupId: theirs, ServiceId: '26842' }));
      assert.deepEqual(await told(client, { SecurityGroupId: mine }), []);
      const [managed, ...rest] = await told(client);
      assert.deepEqual([managed?.EventName, managed?.SourceIpAddress, managed?.AccessKeyId], ['SetSecurityGroupManaged', '', '']);
      assert.equal(managed?.Principal, `acs:ram::${server.running.credentials.accountId}:root`);
      for (const { AccountId, Rows } of rest.filter(({ EventName }) => EventName !== 'CreateAccount'))
        for (const row of Rows.Row) assert.deepEqual([AccountId, row.AccountId || id], [id, id]);
      assert.deepEqual(await told(root, { AccountId: id }), await told(client));
      const { accountId } = server.running.credentials;
      const refused = await client('DescribeChanges', { AccountId: accountId });
      assert.deepEqual([refused.status, refused.body.Code], [403, 'Forbidden.Unauthorized']);
      const absent = await root('DescribeChanges', { AccountId: '9999999999999999' });
      assert.deepEqual([absent.status, absent.body.Code], [404, 'EntityNotExist.Account']);
    });

    test('a user without the permission gets 403; with it, the log of the account, and his own deeds in it by his name', async () => {
      await done(root('CreateUser', { UserName: 'auditor' }, ramVersion));
      const { AccessKey } = await done(root('CreateAccessKey', { UserName: 'auditor' }, ramVersion));
      const auditor = server.clientOf({ accessKeyId: AccessKey.AccessKeyId, accessKeySecret: AccessKey.AccessKeySecret });
      const denied = await auditor('DescribeChanges');
      assert.deepEqual([denied.status, denied.body.Code], [403, 'NoPermission']);
      const Statement = [{ Effect: 'Allow', Action: ['sallyport:DescribeChanges', 'ecs:CreateSecurityGroup'], Resource: '*' }];
      await done(root('CreatePolicy', { PolicyName: 'audit', PolicyDocument: JSON.stringify({ Version: '1', Statement }) }, ramVersion));
      await done(root('AttachPolicyToUser', { PolicyType: 'Custom', PolicyName: 'audit', UserName: 'auditor' }, ramVersion));
      const group = await newGroup(await until(auditor));
      const [change] = await told(auditor, { Principal: 'auditor' });
      assert.deepEqual([change?.EventName, change?.Rows.Row[0]?.ResourceId], ['CreateSecurityGroup', group]);
      const text = JSON.stringify(await told(auditor));
      assert.ok(text.includes('CreateAccessKey'));
      assert.ok(!text.includes('sealed') && !text.includes(AccessKey.AccessKeySecret));
    });

    test('where older ones were removed, the log ends with the oldest that is kept and says so; a page token outlives it', async () => {
      const page = await done(root('DescribeChanges', { MaxResults: '5' }));
      const all = await told(root);
      const cut = seqOf(all[9]!);
      await dropOlder(server, cut);
      const rest = await done(root('DescribeChanges', { MaxResults: '100', NextToken: page.NextToken }));
      const kept = all.slice(5).filter((change) => seqOf(change) >= cut);
      assert.deepEqual(changesIn(rest), kept);
      assert.deepEqual([rest.NextToken, rest.Truncated], ['', true]);
      assert.ok(rest.OldestTime <= kept.at(-1)!.EventTime!);
    });
  });
}

const ramVersion = { version: '2015-05-01' };
const toSource = (group: string): Params => ({
  'Permissions.1.IpProtocol': 'TCP',
  'Permissions.1.PortRange': '80/80',
  'Permissions.1.SourceGroupId': group,
});

/** Policies may be a second old. */
async function until(client: Client): Promise<Client> {
  for (const end = Date.now() + 10_000; Date.now() < end; ) if ((await client('DescribeChanges')).status === 200) return client;
  return client;
}
