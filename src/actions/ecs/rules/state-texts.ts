import { explain, type RowText, samplesOf } from '#actions/ecs/rules/sample-requests.ts';
import { type Deed, type Form, sides, sideWords, wireNames } from '#actions/ecs/rules/sides.ts';
import type { Direction } from '#domain/rule.ts';

/** The texts of rows about the form of a request and about what the store holds, by topic. Where the deeds differ, it stands beside the words. */
export function stateTexts(direction: Direction, deed: Deed) {
  const word = sideWords[sides[direction].peer];
  const revoke = deed === 'revoke';
  const rulesOf = direction === 'egress' ? { en: 'outbound', zh: '出方向规则' } : { en: 'inbound', zh: '入方向规则' };
  const samples = samplesOf(direction, deed);
  const { entry } = samples;
  const { peerV4: cidr, peerGroup: group, peerOwnerId: owner, peerList: list, ownV4: ownCidr } = wireNames[direction];
  const peerIs = (id: string): string => entry({ [cidr]: '', [group]: id });
  const from = (id: string, request: string): string => `SecurityGroupId=${id}&${request}`;
  const listEntry = entry({ [cidr]: '', [list]: 'pl-x1j1k5ykzqlixdcy0000' });

  const peerIsSelf = (form: Form): RowText =>
    explain(
      { en: `The ${word.en} group is the group itself.`, zh: `${word.zh}安全组就是该安全组本身。` },
      from('sg-own', samples[form]({ [cidr]: '', [group]: 'sg-own' })),
    );

  return {
    exclusion: explain(
      revoke
        ? {
            en: 'Rules are named in more than one way: by ID, by Permissions, by the deprecated parameters. One excludes the others.',
            zh: '同时使用了多种方式指定规则：规则 ID、Permissions、已弃用的参数。三者互斥。',
          }
        : {
            en: 'Rules stand in Permissions and in the deprecated parameters. One excludes the other.',
            zh: '同时使用了 Permissions 和已弃用的参数指定规则。二者互斥。',
          },
      `${entry({})}&IpProtocol=TCP`,
      {
        also: {
          en: `Permissions as JSON text beside Permissions.N${revoke ? ', SecurityGroupRuleId.1 beside either' : ''}`,
          zh: `Permissions 的 JSON 文本与 Permissions.N 同时指定${revoke ? '，SecurityGroupRuleId.1 与其中任一方式同时指定' : ''}`,
        },
      },
    ),
    groupIdMalformed: explain(
      {
        en: 'SecurityGroupId is not sg- followed by letters, digits or underscores.',
        zh: 'SecurityGroupId 不是以 sg- 开头、由字母、数字、下划线组成的 ID。',
      },
      from('***', entry({})),
    ),
    groupUnknown: explain(
      { en: 'The account has no such group in that region.', zh: '当前账号在该地域下没有此安全组。' },
      from('sg-bp67acfmxazb4p000000', entry({})),
      { also: { en: 'a group of another region', zh: '其他地域的安全组' } },
    ),
    groupForeign: explain(
      {
        en: 'The group belongs to another account, and a rule between it and a group of yours tells you that it exists.',
        zh: '该安全组属于其他账号，且它与您的安全组之间存在互相引用的规则。',
      },
      from('sg-foreign', entry({})),
      {
        state: {
          en: `sg-foreign is a group of another account that a rule of yours names (${group} and ${owner})`,
          zh: `sg-foreign 是其他账号的安全组，且您的某条规则引用了它（${group} 和 ${owner}）`,
        },
      },
    ),
    managed: explain(
      revoke
        ? { en: 'The group is managed by a cloud product, which alone may change it.', zh: '该安全组由云产品托管，只能由该云产品修改。' }
        : {
            en: 'The group, or the group that a rule would name, is managed by a cloud product, which alone may use it.',
            zh: '该安全组或规则引用的安全组由云产品托管，只能由该云产品使用。',
          },
      from('sg-managed', entry({})),
      {
        state: { en: 'SetSecurityGroupManaged was called for sg-managed', zh: '已对 sg-managed 调用 SetSecurityGroupManaged' },
        ...(!revoke && { also: { en: `${group}=sg-managed`, zh: `${group}=sg-managed` } }),
      },
    ),
    peerUnknown: explain(
      {
        en: `There is no such ${word.en} group, in your account or in the one named as its owner.`,
        zh: `${word.zh}安全组不存在：当前账号或指定的所属账号下没有此安全组。`,
      },
      peerIs('sg-bp67acfmxazb4p000000'),
      {
        also: {
          en: 'a group of another account without its owner or with a wrong one, an owner that does not exist, a malformed ID',
          zh: '未指定或错误指定所属账号的其他账号安全组、不存在的所属账号、格式错误的 ID',
        },
      },
    ),
    prefixListUnknown: explain(
      { en: 'The account has no such prefix list in that region.', zh: '当前账号在该地域下没有此前缀列表。' },
      listEntry,
      { also: { en: 'a malformed ID', zh: '格式错误的 ID' } },
    ),
    portListUnknown: explain(
      { en: 'The account has no such port list in that region.', zh: '当前账号在该地域下没有此端口列表。' },
      entry({ PortRange: '', PortRangeListId: 'prl-2ze9743000000000000' }),
      { also: { en: 'a malformed ID', zh: '格式错误的 ID' } },
    ),
    peerIsSelf: { permission: peerIsSelf('permission'), top: peerIsSelf('top') },
    groupEnterprise: explain(
      {
        en: 'The group is an advanced group, and those take no groups as peers. Policy never causes this, whatever the message says.',
        zh: '该安全组是企业级安全组，其规则不能以安全组为授权对象。虽然错误信息提到 Policy，但 Policy 不会触发此错误。',
      },
      from('sg-enterprise', peerIs('sg-other')),
      { state: { en: 'sg-enterprise is an advanced group', zh: 'sg-enterprise 是企业级安全组' } },
    ),
    peerEnterprise: explain(
      {
        en: `The ${word.en} group is an advanced group; rules name basic groups only.`,
        zh: `${word.zh}安全组是企业级安全组，规则只能引用普通安全组。`,
      },
      peerIs('sg-enterprise'),
      { state: { en: 'sg-enterprise is an advanced group', zh: 'sg-enterprise 是企业级安全组' } },
    ),
    peerVpc: explain(
      {
        en: `The ${word.en} group is yours, but in another VPC${revoke ? ', or one of the two is in the classic network' : ''}.`,
        zh: `${word.zh}安全组属于当前账号，但位于另一个专有网络 VPC${revoke ? '，或二者之一属于经典网络' : ''}。`,
      },
      peerIs('sg-othervpc'),
      { state: { en: 'sg-othervpc is in another VPC', zh: 'sg-othervpc 位于另一个专有网络 VPC' } },
    ),
    peerNetwork: explain(
      {
        en: 'One of the two groups is in the classic network, the other in a VPC.',
        zh: '两个安全组一个属于经典网络，另一个属于专有网络 VPC。',
      },
      peerIs('sg-classic'),
      { state: { en: 'sg-classic is in the classic network', zh: 'sg-classic 属于经典网络' } },
    ),
    classicPrefixList: explain(
      { en: 'The group is in the classic network, where rules take no prefix list.', zh: '该安全组属于经典网络，其规则不支持前缀列表。' },
      from('sg-classic', listEntry),
      { state: { en: 'sg-classic is in the classic network and the prefix list exists', zh: 'sg-classic 属于经典网络，且前缀列表存在' } },
    ),
    classicPortList: explain(
      { en: 'The group is in the classic network, where rules take no port list.', zh: '该安全组属于经典网络，其规则不支持端口列表。' },
      from('sg-classic', entry({ PortRange: '', PortRangeListId: 'prl-2ze9743000000000000' })),
      { state: { en: 'sg-classic is in the classic network and the port list exists', zh: 'sg-classic 属于经典网络，且端口列表存在' } },
    ),
    duplicate: explain(
      {
        en: 'Two entries of Permissions are the same rule once defaults are filled in and addresses are masked.',
        zh: 'Permissions 中有两条规则在补全默认值并按掩码归一化地址后相同。',
      },
      `${entry({})}&${entry({ [cidr]: '10.1.2.3/8', Priority: '1' }, 2)}`,
    ),
    ruleIdMalformed: explain(
      {
        en: 'A SecurityGroupRuleId is not sgr- followed by letters, digits or underscores, there are more than 100, or the index is missing.',
        zh: 'SecurityGroupRuleId 不是以 sgr- 开头、由字母、数字、下划线组成的 ID，数量超过 100 个，或缺少下标。',
      },
      'SecurityGroupRuleId.1=!!',
      { also: { en: 'SecurityGroupRuleId=sgr-bp67acfmxa123b000000', zh: 'SecurityGroupRuleId=sgr-bp67acfmxa123b000000' } },
    ),
    ruleIdRepeated: explain(
      { en: 'The same SecurityGroupRuleId stands in the list twice.', zh: '列表中有重复的 SecurityGroupRuleId。' },
      'SecurityGroupRuleId.1=sgr-bp67acfmxa123b000000&SecurityGroupRuleId.2=sgr-bp67acfmxa123b000000',
    ),
    ruleIdUnknown: explain(
      {
        en: `The group has no ${rulesOf.en} rule of that ID. Nothing was deleted.`,
        zh: `该安全组没有此 ID 的${rulesOf.zh}。未删除任何规则。`,
      },
      'SecurityGroupRuleId.1=sgr-bp67acfmxa123b000000',
      { also: { en: 'a rule of another group or of the other direction', zh: '其他安全组的规则或另一方向的规则' } },
    ),
    ruleUnknown: explain(
      {
        en: `The group has no such ${rulesOf.en} rule; nothing was deleted. Policy, Priority and source ports belong to a rule, defaults included. Where missingRule is documented or ignore, such an entry may be skipped instead.`,
        zh: `该安全组没有这样的${rulesOf.zh}，未删除任何规则。Policy、Priority 和源端口范围也参与匹配，未指定时按默认值匹配。missingRule 为 documented 或 ignore 时，可能跳过不存在的规则而不返回此错误。`,
      },
      entry({ PortRange: '23/23' }),
      {
        state: { en: 'the group has no such rule', zh: '该安全组没有这样的规则' },
        also: { en: 'one such entry among good ones', zh: '多条规则中有一条不存在' },
      },
    ),
    groupItem: explain(
      {
        en: `No ${rulesOf.en} rule of the group names that ${word.en} group. Only for the deprecated parameters.`,
        zh: `该安全组没有引用此${word.zh}安全组的${rulesOf.zh}。仅在使用已弃用的参数时返回。`,
      },
      samples.top({ [cidr]: '', [group]: 'sg-other' }),
      {
        state: {
          en: 'sg-other is a basic group in the same VPC that no rule of the group names',
          zh: 'sg-other 是同一专有网络 VPC 内的普通安全组，且没有规则引用它',
        },
      },
    ),
    nicMismatch: explain(
      {
        en: 'On a classic group, a rule equals the request in all but NicType; or NicType is internet beside a group.',
        zh: '在经典网络的安全组中，某条规则除 NicType 外与请求完全相同；或指定安全组时 NicType 为 internet。',
      },
      from('sg-classic', entry({ NicType: 'internet' })),
      {
        state: {
          en: 'sg-classic is in the classic network and has this rule with NicType intranet',
          zh: 'sg-classic 属于经典网络，且存在 NicType 为 intranet 的该规则',
        },
      },
    ),
    peerNic: explain(
      {
        en: 'On a classic group, NicType is internet beside a group; it can only be intranet.',
        zh: '在经典网络的安全组中，授权对象为安全组时 NicType 只能为 intranet，但指定了 internet。',
      },
      from('sg-classic', entry({ [cidr]: '', [group]: 'sg-otherclassic', NicType: 'internet' })),
      { state: { en: 'sg-classic and sg-otherclassic are in the classic network', zh: 'sg-classic 和 sg-otherclassic 属于经典网络' } },
    ),
    prefixListFamily: explain(
      {
        en: 'The prefix list holds the other address family than the protocol or the other side of the rule.',
        zh: '前缀列表的地址族与协议或规则另一端的地址类型不匹配。',
      },
      entry({ [cidr]: '', [list]: 'pl-ipv6', [ownCidr]: '10.0.0.0/8' }),
      { state: { en: 'pl-ipv6 is a prefix list of IPv6', zh: 'pl-ipv6 是 IPv6 前缀列表' } },
    ),
    sameCidr: explain(
      { en: 'Source and destination are the same block.', zh: '源端与目的端是同一个地址段。' },
      entry({ [ownCidr]: '10.0.0.0/8' }),
    ),
    rulesFull: explain(
      {
        en: 'The group would hold more rules than the quota allows, or an interface that is in it more over all its groups. A rule that names a list counts as the most entries the list may hold.',
        zh: '安全组的规则数量将超出配额，或加入该安全组的某个弹性网卡在全部安全组中的规则总数将超出配额。引用列表的规则按列表的最大条目数计算。',
      },
      entry({}),
      {
        state: { en: 'the group holds 1000 rules already', zh: '该安全组已有 1000 条规则' },
        also: {
          en: 'an interface that is in the group and in another one, which hold 1000 rules together',
          zh: '某个弹性网卡同时加入了该安全组和另一个安全组，二者共有 1000 条规则',
        },
      },
    ),
    peersFull: explain(
      {
        en: 'The group would hold more rules that name a group than the quota allows (20).',
        zh: '安全组中以安全组为授权对象的规则数量将超出配额（20 条）。',
      },
      peerIs('sg-other'),
      { state: { en: 'the group holds 20 rules that name a group already', zh: '该安全组已有 20 条以安全组为授权对象的规则' } },
    ),
    prefixListFull: explain(
      {
        en: 'More resources would use the prefix list than the quota allows (1000).',
        zh: '关联该前缀列表的资源数量将超出配额（1000 个）。',
      },
      listEntry,
      { state: { en: '1000 groups use the prefix list already', zh: '已有 1000 个安全组关联该前缀列表' } },
    ),
  };
}
