import { entryTexts } from '#actions/ecs/rules/entry-texts.ts';
import { explain, sampleRuleId, samplesOf } from '#actions/ecs/rules/sample-requests.ts';
import { sides, sideWords, wireNames } from '#actions/ecs/rules/sides.ts';
import { stateTexts } from '#actions/ecs/rules/state-texts.ts';
import type { Direction } from '#domain/rule.ts';

/** The texts of rows of both modifies, by topic: those of every rule action, and those that only a modify has or says in other words. */
export function modifyTexts(direction: Direction) {
  const word = sideWords[sides[direction].peer];
  const { top, permission: byId } = samplesOf(direction, 'modify');
  const { peerV4: cidr, peerV6: v6, peerGroup: group, peerList: list } = wireNames[direction];
  const rulesOf = direction === 'egress' ? { en: 'outbound', zh: '出方向规则' } : { en: 'inbound', zh: '入方向规则' };
  const change = (request: string): string => `${sampleRuleId}&${request}`;
  const portList = 'PortRangeListId=prl-2ze9743000000000000';
  const grows = {
    en: `the rule names a prefix list that holds at most 5 entries, and pl-large at most 200`,
    zh: `该规则引用的前缀列表最多 5 个条目，pl-large 最多 200 个条目`,
  };

  return {
    ...entryTexts(direction, 'modify'),
    ...stateTexts(direction, 'modify'),
    portsByContent: explain(
      {
        en: 'PortRange without SecurityGroupRuleId is absent, or not first/last with both from 1 to 65535.',
        zh: '未指定 SecurityGroupRuleId 时，PortRange 缺失，或不是“起始端口/终止端口”格式，或端口不在 1～65535 之间。',
      },
      top({ PortRange: '22' }),
      { also: { en: '22/70000, 200/1, 0/1, no PortRange', zh: '22/70000、200/1、0/1，不传 PortRange' } },
    ),
    portsProtocolById: explain(
      {
        en: 'With the change, protocol and ports of the rule would not fit: ports for TCP and UDP, -1/-1 for every other.',
        zh: '修改后规则的协议与端口不匹配：TCP、UDP 须指定端口，其他协议只能为 -1/-1。',
      },
      byId({ PortRange: '-1/-1' }),
      { also: { en: 'IpProtocol=ICMP alone for a rule of TCP', zh: '对 TCP 规则仅传入 IpProtocol=ICMP' } },
    ),
    familyById: explain(
      {
        en: 'With the change, protocol and addresses of the rule would be of different families: ICMP is IPv4 only, ICMPv6 is IPv6 only.',
        zh: '修改后规则的协议与地址类型不匹配：ICMP 仅用于 IPv4，ICMPv6 仅用于 IPv6。',
      },
      byId({ IpProtocol: 'ICMPv6', PortRange: '-1/-1' }),
      {
        also: {
          en: `IpProtocol=ICMP&PortRange=-1/-1 for a rule with ${v6}`,
          zh: `对使用 ${v6} 的规则传入 IpProtocol=ICMP&PortRange=-1/-1`,
        },
      },
    ),
    ruleIdMalformed: explain(
      {
        en: 'SecurityGroupRuleId is not sgr- followed by letters, digits or underscores.',
        zh: 'SecurityGroupRuleId 不是以 sgr- 开头、由字母、数字、下划线组成的 ID。',
      },
      'SecurityGroupRuleId=!!',
    ),
    nothingSent: explain(
      {
        en: 'A rule is named by ID, and nothing is to change: no field of a rule is given, or only empty ones. A field cannot be emptied.',
        zh: '按 ID 指定了规则，但没有要修改的内容：未指定规则的任何字段，或字段均为空。不支持将字段修改为空。',
      },
      sampleRuleId,
    ),
    ruleIdUnknown: explain(
      { en: `The group has no ${rulesOf.en} rule of that ID.`, zh: `该安全组没有此 ID 的${rulesOf.zh}。` },
      change('Policy=drop'),
      { also: { en: 'a rule of another group or of the other direction', zh: '其他安全组的规则或另一方向的规则' } },
    ),
    directionMismatch: explain(
      {
        en: `The ID is that of a rule of the other direction, whose peer is no ${word.en} group.`,
        zh: `该 ID 对应另一方向的规则，其授权对象不是${word.zh}安全组。`,
      },
      change(`${group}=sg-other`),
      {
        state: {
          en: `the ID is that of a rule of the group that is not ${rulesOf.en}`,
          zh: `该 ID 是此安全组中另一方向的规则`,
        },
      },
    ),
    peerKind: explain(
      {
        en: 'The rule would get another kind of peer (IPv4, IPv6, a group, a prefix list), or the opposite side another address family.',
        zh: '修改会改变规则授权对象的类型（IPv4、IPv6、安全组、前缀列表），或改变另一端的地址类型。',
      },
      change(`${group}=sg-other`),
      {
        state: { en: `the rule has ${cidr}`, zh: `该规则使用 ${cidr}` },
        also: { en: `${v6}=2001:db8::/32, ${list}=pl-x1j1k5ykzqlixdcy0000`, zh: `${v6}=2001:db8::/32、${list}=pl-x1j1k5ykzqlixdcy0000` },
      },
    ),
    portsKind: explain(
      { en: 'A rule with ports would name a port list, or the reverse.', zh: '修改会将使用端口范围的规则改为使用端口列表，或反之。' },
      change(portList),
      {
        state: { en: 'the rule has PortRange', zh: '该规则使用 PortRange' },
        also: { en: 'PortRange=80/80 for a rule that names a port list', zh: '对引用端口列表的规则传入 PortRange=80/80' },
      },
    ),
    nicFixed: explain(
      {
        en: 'The group is in the classic network and NicType is another than that of the rule.',
        zh: '该安全组属于经典网络，且 NicType 与规则的不同。',
      },
      change('NicType=intranet'),
      { state: { en: 'the rule is of a classic group, with NicType internet', zh: '该规则属于经典网络安全组，NicType 为 internet' } },
    ),
    ruleTwin: explain(
      { en: 'With the change the rule would be the same as another rule of the group.', zh: '修改后的规则与该安全组的另一条规则相同。' },
      change('Priority=2'),
      {
        state: {
          en: 'another rule of the group differs from it only in that its Priority is 2',
          zh: '该安全组另有一条规则，仅 Priority 为 2 与其不同',
        },
      },
    ),
    ruleUnknown: explain(
      {
        en: `The group has no such ${rulesOf.en} rule. Everything but Description belongs to it, defaults included.`,
        zh: `该安全组没有这样的${rulesOf.zh}。除 Description 外的字段均参与匹配，未指定时按默认值匹配。`,
      },
      top({ PortRange: '23/23' }),
      { state: { en: 'the group has no such rule', zh: '该安全组没有这样的规则' } },
    ),
    rulesFull: explain(
      {
        en: 'The group would hold more rules than the quota allows: a rule that names a list counts as the most entries the list may hold.',
        zh: '安全组的规则数量将超出配额：引用列表的规则按列表的最大条目数计算。',
      },
      change(`${list}=pl-large`),
      {
        state: {
          en: `${grows.en}; the group holds 900 rules besides`,
          zh: `${grows.zh}；该安全组另有 900 条规则`,
        },
      },
    ),
    interfaceFull: explain(
      {
        en: 'An interface that is in the group would carry more rules over all its groups than the quota allows.',
        zh: '加入该安全组的某个弹性网卡在全部安全组中的规则总数将超出配额。',
      },
      change(`${list}=pl-large`),
      {
        state: {
          en: `${grows.en}; an interface is in the group and in another one with 900 rules`,
          zh: `${grows.zh}；某个弹性网卡同时加入了该安全组和另一个有 900 条规则的安全组`,
        },
      },
    ),
    prefixListFamily: explain(
      {
        en: 'The prefix list holds the other address family than the protocol, the other side of the rule, or the list that the rule names so far.',
        zh: '前缀列表的地址族与协议、规则另一端的地址类型或规则原来引用的前缀列表不匹配。',
      },
      change(`${list}=pl-ipv6`),
      {
        state: {
          en: 'the rule names a prefix list of IPv4, and pl-ipv6 is one of IPv6',
          zh: '该规则引用 IPv4 前缀列表，而 pl-ipv6 是 IPv6 前缀列表',
        },
      },
    ),
    prefixListFull: explain(
      {
        en: 'More resources would use the prefix list than the quota allows (1000).',
        zh: '关联该前缀列表的资源数量将超出配额（1000 个）。',
      },
      change(`${list}=pl-popular`),
      {
        state: {
          en: 'the rule names another prefix list, and 1000 groups use pl-popular already',
          zh: '该规则引用另一个前缀列表，且已有 1000 个安全组关联 pl-popular',
        },
      },
    ),
  } satisfies Readonly<Record<string, unknown>>;
}

export type ModifyTexts = ReturnType<typeof modifyTexts>;
