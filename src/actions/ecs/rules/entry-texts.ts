import { explain, type RowText, samplesOf } from '#actions/ecs/rules/sample-requests.ts';
import { type Deed, type Form, sides, sideWords, wireNames } from '#actions/ecs/rules/sides.ts';
import { asSent } from '#actions/texts.ts';
import type { Direction } from '#domain/rule.ts';
import type { Text } from '#kit/text.ts';

type Within = { readonly [F in Form]: Text };
const inPermissions: Within = {
  permission: { en: 'in Permissions', zh: 'Permissions 中的' },
  top: { en: 'outside Permissions', zh: 'Permissions 之外的' },
};
const byRuleId: Within = {
  permission: { en: 'beside SecurityGroupRuleId', zh: '与 SecurityGroupRuleId 同时指定的' },
  top: { en: 'without SecurityGroupRuleId', zh: '未指定 SecurityGroupRuleId 时的' },
};

/** The texts of rows about one entry by itself, by topic. Where the deeds differ, it stands beside the words. */
export function entryTexts(direction: Direction, deed: Deed) {
  const word = sideWords[sides[direction].peer];
  const revoke = deed === 'revoke';
  const within = deed === 'modify' ? byRuleId : inPermissions;
  const samples = samplesOf(direction, deed);
  const { entry } = samples;
  const { peerV4: cidr, peerV6: v6, ownV4: ownCidr, ownV6 } = wireNames[direction];
  const v6Entry = { [cidr]: '', [v6]: '2001:db8::/32' };

  const ports = (form: Form): RowText =>
    explain(
      {
        en: `PortRange ${within[form].en} is not first/last with both from 1 to 65535${revoke ? ', or not what the protocol takes' : ''}.`,
        zh: `${within[form].zh} PortRange 不是“起始端口/终止端口”格式，或端口不在 1～65535 之间${revoke ? '，或与协议不匹配' : ''}。`,
      },
      samples[form]({ PortRange: '22' }),
      {
        also: {
          en: `22/70000, 200/1, 0/1${revoke ? ', -1/-1 with TCP or UDP, 22/22 with any other protocol' : ''}`,
          zh: `22/70000、200/1、0/1${revoke ? '，TCP 或 UDP 使用 -1/-1，其他协议使用 22/22' : ''}`,
        },
      },
    );
  /** A text that is no address. `beside` is the other side's field of the other family where this code tells that too. */
  const address = (name: string, request: string, also: Text, form?: Form, beside?: string): RowText => {
    const family = name.startsWith('Ipv6') ? 'IPv6' : 'IPv4';
    return explain(
      {
        en: `${name}${form ? ` ${within[form].en}` : ''} is no ${family} address or CIDR block${beside ? `, or stands beside ${beside}` : ''}.`,
        zh: `${form ? `${within[form].zh} ` : ''}${name} 不是有效的 ${family} 地址或 CIDR 地址段${beside ? `，或与 ${beside} 同时指定` : ''}。`,
      },
      request,
      { also: beside ? { en: `${also.en}, ${name} beside ${beside}`, zh: `${also.zh}，以及 ${name} 与 ${beside} 同时指定` } : also },
    );
  };
  const oddBlocks = { en: '10.0.0.0/99, 10.0.0.1-10.0.0.9, 010.0.0.0/8', zh: '10.0.0.0/99、10.0.0.1-10.0.0.9、010.0.0.0/8' };
  const orSeveral = { en: `${oddBlocks.en}, several blocks with commas between them`, zh: `${oddBlocks.zh}、用逗号分隔的多个地址段` };
  const v4InV6 = { en: 'an IPv4 address', zh: '填写 IPv4 地址' };
  const ownCidrText = (form?: Form): RowText =>
    address(ownCidr, samples[form ?? 'entry']({ [ownCidr]: '300.1.1.1' }), orSeveral, form, revoke ? v6 : undefined);

  return {
    protocol: explain(
      {
        en: 'IpProtocol is absent, or neither TCP, UDP, ICMP, ICMPv6, GRE, ALL nor a number from 0 to 255.',
        zh: '未指定 IpProtocol，或取值既不是 TCP、UDP、ICMP、ICMPv6、GRE、ALL，也不是 0～255 的协议号。',
      },
      entry({ IpProtocol: 'FOO' }),
      {
        also: {
          en: 'IpProtocol=256, no IpProtocol, no rule parameter at all',
          zh: 'IpProtocol=256，未指定 IpProtocol，或未指定任何规则参数',
        },
      },
    ),
    peerMissing: {
      permission: explain(
        { en: `An entry of Permissions names no ${word.en}.`, zh: `Permissions 中的规则未指定${word.zh}。` },
        entry({ [cidr]: '' }),
      ),
      top: explain({ en: `The request names no ${word.en}.`, zh: `请求未指定${word.zh}。` }, samples.top({ [cidr]: '' })),
    },
    peerFamilies: explain(
      { en: `${cidr} and ${v6} are both given.`, zh: `同时指定了 ${cidr} 和 ${v6}。` },
      entry({ [v6]: '2001:db8::/32' }),
    ),
    ownFamilies: explain(
      { en: `${ownCidr} and ${ownV6} are both given.`, zh: `同时指定了 ${ownCidr} 和 ${ownV6}。` },
      entry({ [ownCidr]: '10.0.0.0/8', [ownV6]: '2001:db8::/32' }),
    ),
    peerCidr: {
      permission: address(cidr, samples.permission({ [cidr]: '10.0.0/8' }), orSeveral, 'permission'),
      /** Only the egress revoke has another code for several blocks. */
      top: address(cidr, samples.top({ [cidr]: '10.0.0/8' }), revoke && direction === 'egress' ? oddBlocks : orSeveral, 'top'),
      topList: explain(
        {
          en: `${cidr} outside Permissions holds several blocks with commas between them; it takes one.`,
          zh: `Permissions 之外的 ${cidr} 包含用逗号分隔的多个地址段，而该参数只接受一个。`,
        },
        samples.top({ [cidr]: '10.0.0.0/8,172.16.0.0/12' }),
      ),
    },
    peerV6: address(v6, entry({ [cidr]: '', [v6]: '2001:zz::/32' }), v4InV6),
    ownCidr: { any: ownCidrText(), permission: ownCidrText('permission'), top: ownCidrText('top') },
    ownV6: address(ownV6, entry({ ...v6Entry, [ownV6]: 'x' }), v4InV6, undefined, revoke ? cidr : undefined),
    crossFamilies: explain(
      { en: 'Source and destination are of different address families.', zh: '源端与目的端的地址类型不同（一端为 IPv4，另一端为 IPv6）。' },
      entry({ [ownV6]: '2001:db8::/32' }),
      { also: { en: `${ownCidr} beside ${v6}`, zh: `${ownCidr} 与 ${v6} 同时指定` } },
    ),
    v4Protocol: explain(
      { en: 'ICMP is IPv4 only, and an IPv6 address is given.', zh: 'ICMP 仅用于 IPv4，但指定了 IPv6 地址。' },
      entry({ IpProtocol: 'ICMP', PortRange: '-1/-1', ...v6Entry }),
      { also: { en: 'protocol 1', zh: '协议号 1' } },
    ),
    v6Protocol: explain(
      { en: 'ICMPv6 is IPv6 only, and an IPv4 address is given.', zh: 'ICMPv6 仅用于 IPv6，但指定了 IPv4 地址。' },
      entry({ IpProtocol: 'ICMPv6', PortRange: '-1/-1' }),
      { also: { en: 'protocol 58', zh: '协议号 58' } },
    ),
    v6Block: explain(
      {
        en: 'An IPv6 block cannot be used: its prefix length is not 0 to 128, or the group is in the classic network.',
        zh: 'IPv6 地址段不可用：前缀长度不在 0～128 之间，或安全组属于经典网络。',
      },
      entry({ ...v6Entry, [v6]: '2001:db8::/129' }),
      { also: { en: 'any IPv6 address for a classic group', zh: '对经典网络的安全组指定任意 IPv6 地址' } },
    ),
    policy: explain({ en: 'Policy is neither accept nor drop.', zh: 'Policy 的取值不是 accept 或 drop。' }, entry({ Policy: 'maybe' })),
    priorityText: explain({ en: 'Priority is no whole number.', zh: 'Priority 不是整数。' }, entry({ Priority: 'x' }), {
      also: asSent('1.5'),
    }),
    priorityRange: explain(
      { en: 'Priority is a whole number outside 1 to 100.', zh: 'Priority 是整数，但不在 1～100 之间。' },
      entry({ Priority: '101' }),
      {
        also: { en: '0, -1', zh: '0、-1' },
      },
    ),
    nic: explain(
      {
        en: 'NicType is neither internet nor intranet. Judged in a VPC as well.',
        zh: 'NicType 的取值不是 internet 或 intranet。专有网络 VPC 中同样校验。',
      },
      entry({ NicType: 'foo' }),
    ),
    portsMissing: explain(
      {
        en: 'Neither PortRange nor, in Permissions, PortRangeListId is given.',
        zh: '未指定 PortRange，也未在 Permissions 中指定 PortRangeListId。',
      },
      entry({ PortRange: '' }),
      { also: { en: 'no PortRange in the deprecated form, whatever the protocol', zh: '使用已弃用的参数时未指定 PortRange，与协议无关' } },
    ),
    ports: { permission: ports('permission'), top: ports('top') },
    portsProtocol: explain(
      {
        en: 'PortRange is well-formed but not what the protocol takes: ports for TCP and UDP, -1/-1 for every other.',
        zh: 'PortRange 格式正确，但与协议不匹配：TCP、UDP 须指定端口，其他协议只能为 -1/-1。',
      },
      entry({ PortRange: '-1/-1' }),
      { also: { en: '22/22 with ICMP, ICMPv6, GRE or ALL', zh: 'ICMP、ICMPv6、GRE 或 ALL 使用 22/22' } },
    ),
    portListProtocol: explain(
      { en: 'A port list is given for a protocol other than TCP and UDP.', zh: '为 TCP、UDP 以外的协议指定了端口列表。' },
      entry({ IpProtocol: 'ICMP', PortRange: '', PortRangeListId: 'prl-2ze9743000000000000' }),
    ),
    sourcePorts: explain(
      {
        en: 'SourcePortRange is no range of ports, or not what the protocol takes.',
        zh: 'SourcePortRange 不是有效的端口范围，或与协议不匹配。',
      },
      entry({ SourcePortRange: 'a/b' }),
      { also: { en: '-1/-1 with TCP, 22/22 with ICMP', zh: 'TCP 使用 -1/-1，ICMP 使用 22/22' } },
    ),
    description: explain(
      { en: 'Description is longer than 512 characters.', zh: 'Description 超过 512 个字符。' },
      entry({ Description: 'xxx…' }),
      { state: { en: 'Description has 513 characters', zh: 'Description 为 513 个字符' } },
    ),
  };
}
