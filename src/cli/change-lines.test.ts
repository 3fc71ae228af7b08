import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeTable, ruleText } from '#cli/change-lines.ts';
import { account, row, told } from '#cli/told-changes.testing.ts';
import type { ToldChange } from '#cli/told-changes.ts';

const rule = { Direction: 'egress', Policy: 'Accept', IpProtocol: 'TCP', PortRange: '443/443', DestCidrIp: '10.0.0.0/8', Priority: '1' };
const rules: readonly (readonly [title: string, rule: Readonly<Record<string, string>> | undefined, expected: string])[] = [
  ['an egress rule', rule, 'egress Accept TCP 443/443 to 10.0.0.0/8 priority 1'],
  ['none', undefined, '-'],
  [
    'an ingress rule with all',
    {
      ...{
        Direction: 'ingress',
        Policy: 'Drop',
        IpProtocol: 'UDP',
        PortRangeListId: 'prl-1',
        SourceGroupId: 'sg-2',
        DestCidrIp: '10.0.0.1/32',
      },
      ...{ SourcePortRange: '53/53', Priority: '100', NicType: 'internet', Description: 'a "b"' },
    },
    'ingress Drop UDP prl-1 from sg-2 to 10.0.0.1/32 source ports 53/53 priority 100 internet "a \\"b\\""',
  ],
];
for (const [title, given, expected] of rules) test(`a rule in one line: ${title}`, () => assert.equal(ruleText(given), expected));

const start = ['2026-11-24T08:30:15Z', 'alice', '192.0.2.1', 'ModifySecurityGroupAttribute'];
const ruleLine = 'egress Accept TCP 443/443 to 10.0.0.0/8 priority 1';
const lines: readonly (readonly [title: string, change: ToldChange, expected: readonly (readonly string[])[]])[] = [
  ['a field that changed', told(), [[...start, 'sg-1', 'name: "web" -> "db"']]],
  [
    'a rule that came, and one that went, without a repetition',
    told({}, row({ PartId: 'sgr-1', RuleAfter: rule }), row({ PartId: 'sgr-2', RuleBefore: rule })),
    [
      [...start, 'sg-1/sgr-1', `- -> ${ruleLine}`],
      ['', 'sg-1/sgr-2', `${ruleLine} -> -`],
    ],
  ],
  ['a resource that came', told({}, row({ Before: '' })), [[...start, 'sg-1', '- -> "db"']]],
  ['a resource that went', told({}, row({ After: '' })), [[...start, 'sg-1', '"web" -> -']]],
  [
    'more rows than are shown',
    told({ RowCount: 600 }),
    [
      [...start, 'sg-1', 'name: "web" -> "db"'],
      ['', '… and 599 more'],
    ],
  ],
  [
    'the operator, who did it to another account',
    told({ Principal: `acs:ram::${account}:root`, SourceIpAddress: '' }, row({ AccountId: '1000000000000002' })),
    [[start[0]!, `root@${account}`, '-', start[3]!, 'sg-1', 'name: "web" -> "db"']],
  ],
  [
    'control characters, which a terminal would obey',
    told({ EventName: 'A\u001b[2J' }),
    [[...start.slice(0, 3), 'A?[2J', 'sg-1', 'name: "web" -> "db"']],
  ],
];
for (const [title, change, expected] of lines)
  test(`the table: ${title}`, () => {
    const [, ...printed] = changeTable([change]).split('\n');
    assert.deepEqual(
      printed.map((line) => line.split(/ {2,}/)),
      expected,
    );
  });

test('the table has its columns one below the other', () => {
  const [head = '', line = ''] = changeTable([told()]).split('\n');
  assert.deepEqual([head.indexOf('WHO'), head.indexOf('BEFORE')], [line.indexOf('alice'), line.indexOf('name:')]);
});

test('the table has only its head where nothing was changed', () =>
  assert.equal(changeTable([]), 'TIME  WHO  FROM  WHAT  RESOURCE  BEFORE -> AFTER'));
