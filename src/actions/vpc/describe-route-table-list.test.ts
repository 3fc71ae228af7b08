import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, replyOf } from '#actions/call.testing.ts';
import describeRouteTableList from '#actions/vpc/describe-route-table-list.ts';
import modifyRouteTableAttributes from '#actions/vpc/modify-route-table-attributes.ts';
import { stateOf } from '#domain/decide.testing.ts';
import type { VpcHead } from '#domain/network-heads.ts';
import { scope, vpcHead, vswitchHead } from '#domain/samples.testing.ts';
import { type Effect, keyText } from '#kit/deciding.ts';
import type { Values } from '#kit/shape.ts';

type Params = Omit<Values<typeof describeRouteTableList.params>, 'RegionId'>;
type Reply = { readonly RouterTableList: { readonly RouterTableListType: readonly { readonly VpcId: string }[] } };
const vpc = (id: string, over: Partial<VpcHead>, at = {}): Effect => ({ put: { ...scope, kind: 'vpc', id, ...at }, head: vpcHead(over) });
const makeState = () =>
  stateOf(
    vpc('vpc-1', { router: 'vrt-1', routeTable: 'vtb-1', routeTableName: 'main', routeTableDescription: 'x', routePropagation: false }),
    vpc('vpc-2', { router: 'vrt-2', routeTable: 'vtb-2', resourceGroup: 'rg-2' }),
    vpc('vpc-3', { router: 'vrt-3', routeTable: 'vtb-3' }),
    vpc('vpc-4', { router: 'vrt-4', routeTable: 'vtb-4' }, { account: '2' }),
    { put: { ...scope, kind: 'vswitch', id: 'vsw-1' }, head: vswitchHead({ vpc: 'vpc-1' }) },
    { put: { ...scope, kind: 'vswitch', id: 'vsw-2' }, head: vswitchHead({ vpc: 'vpc-2' }) },
  );
const describe = (params: Params) => replyOf(call(describeRouteTableList, { RegionId: scope.region, ...params }, makeState())) as Reply;
const shown = (params: Params) =>
  describe(params)
    .RouterTableList.RouterTableListType.map(({ VpcId }) => VpcId.slice(4))
    .join('');

const cases: readonly (readonly [title: string, params: Params, expected: string])[] = [
  ['one for each VPC of the account and region', {}, '123'],
  ['of a VPC', { VpcId: 'vpc-2' }, '2'],
  ['of an unknown VPC', { VpcId: 'vpc-9' }, ''],
  ['by id', { RouteTableId: 'vtb-2' }, '2'],
  ['an id of another account', { RouteTableId: 'vtb-4' }, ''],
  ['by name', { RouteTableName: 'main' }, '1'],
  ['of a router', { RouterId: 'vrt-3' }, '3'],
  ['of a router, by another name', { RouterId: 'vrt-3', RouteTableName: 'main' }, ''],
  ['of a resource group', { ResourceGroupId: 'rg-2' }, '2'],
  ['of the type and router that there are', { RouteTableType: 'System', RouterType: 'VRouter' }, '123'],
  ['custom ones', { RouteTableType: 'Custom' }, ''],
  ['of border routers', { RouterType: 'VBR' }, ''],
  ['with a tag', { Tag: [{ at: 'Tag.1', Key: 'a' }] }, ''],
  ['a page', { PageNumber: 2, PageSize: 2 }, '3'],
];
for (const [title, params, expected] of cases) test(`DescribeRouteTableList: ${title}`, () => assert.equal(shown(params), expected));

test('DescribeRouteTableList: every field, and number, size and total of the page', () => {
  assert.deepEqual(describe({ VpcId: 'vpc-1' }), {
    RouterTableList: {
      RouterTableListType: [
        {
          RouteTableId: 'vtb-1',
          RouteTableName: 'main',
          Description: 'x',
          RouteTableType: 'System',
          AssociateType: 'VSwitch',
          Status: 'Available',
          VpcId: 'vpc-1',
          RouterId: 'vrt-1',
          RouterType: 'VRouter',
          RoutePropagationEnable: false,
          ResourceGroupId: 'rg-1',
          OwnerId: 1234567890123456,
          CreationTime: '2026-11-24T08:30:15Z',
          VSwitchIds: { VSwitchId: ['vsw-1'] },
          GatewayIds: { GatewayIds: [] },
          Tags: { Tag: [] },
        },
      ],
    },
    PageNumber: 1,
    PageSize: 10,
    TotalCount: 1,
  });
});

const changes: readonly (readonly [title: string, params: object, expected: unknown, changed?: object])[] = [
  ['nothing sent changes nothing', {}, {}],
  [
    'name, description and propagation',
    { RouteTableName: 'a', Description: 'b', RoutePropagationEnable: false },
    {},
    { routeTableName: 'a', routeTableDescription: 'b', routePropagation: false },
  ],
  ['a name', { RouteTableName: 'http://x' }, '!InvalidRouteTableName.Malformed'],
  ['a description', { Description: 'http://x' }, '!InvalidDescription.Malformed'],
  ['a route table that does not exist', { RouteTableId: 'vtb-9' }, '!InvalidRouteTableId.NotFound'],
  ['a route table of another account', { RouteTableId: 'vtb-4' }, '!InvalidRouteTableId.NotFound'],
];
for (const [title, params, expected, changed = {}] of changes) {
  test(`ModifyRouteTableAttributes: ${title}`, () => {
    const state = makeState();
    const heads = () => [...state.values()].map(({ head }) => head);
    const before = heads();
    assert.deepEqual(
      replyOf(call(modifyRouteTableAttributes, { RegionId: scope.region, RouteTableId: 'vtb-2', ...params }, state)),
      expected,
    );
    const at = [...state.keys()].indexOf(keyText({ ...scope, kind: 'vpc', id: 'vpc-2' }));
    assert.deepEqual(
      heads(),
      before.map((head, i) => (i === at ? { ...(head as VpcHead), ...changed } : head)),
    );
  });
}
