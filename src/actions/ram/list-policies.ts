import { action } from '#actions/action.ts';
import { wrapped } from '#actions/fields.ts';
import { whereTagged } from '#actions/filters.ts';
import { cutPage, markerFields, markerParams, markerRows } from '#actions/ram/marker-pages.ts';
import { allSystem, customPolicy, type FoundPolicy, holdersOf } from '#actions/ram/policies/find-policy.ts';
import {
  countField,
  createdField,
  createdOf,
  dateSample,
  policyFields,
  policyOf,
  policySample,
  updatedField,
  updatedOf,
} from '#actions/ram/policies/policy-view.ts';
import { shownTags, tagsField } from '#actions/ram/tags/ram-tags.ts';
import { policyTypeToFind, tagsToMatch } from '#actions/ram/texts/ram-params.ts';
import { tagForms, wrongPolicyType } from '#actions/ram/texts/ram-rows.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { every } from '#domain/paging.ts';
import type { Tags } from '#domain/tags.ts';

const listedFields = {
  ...policyFields,
  ...createdField,
  ...updatedField,
  ...countField,
  Tags: tagsField,
};
type Listed = FoundPolicy & { readonly tags: Tags };

/** Inferred: the rows about paging. */
export default action({
  product: 'Ram',
  name: 'ListPolicies',
  summary: {
    en: 'Lists policies in order of name: custom ones, then those of the system, which have no tags.',
    zh: '查询权限策略列表，按名称排序：先返回自定义策略，再返回系统策略。系统策略没有标签。',
  },
  mode: 'read',
  params: { PolicyType: policyTypeToFind, Tag: tagsToMatch, ...markerParams },
  returns: { ...requestIdField, ...markerFields, Policies: wrapped('Policy', listedFields, 'The policies.', '权限策略列表。') },
  errors: { ...wrongPolicyType, ...tagForms, ...markerRows },
  ram: ramRow('ram:ListPolicies', 'list', [required('Policy', 'acs:ram:*:{account}:policy/*')]),
  example: {
    request: { PolicyType: 'Custom' },
    reply: {
      RequestId: '7B8A4E7D-6CFF-471D-84DF-195A7A241ECB',
      IsTruncated: false,
      Policies: {
        Policy: [{ ...policySample, CreateDate: dateSample, UpdateDate: dateSample, AttachmentCount: 0, Tags: { Tag: [] } }],
      },
    },
  },
  *handle(p, ctx) {
    const found: Listed[] = [];
    if (p.PolicyType !== 'System') {
      const custom = yield* every({ account: ctx.account, region: '' }, 'ramPolicy', whereTagged(p.Tag));
      found.push(...custom.map((policy) => ({ ...customPolicy(policy), tags: policy.head.tags })));
    }
    if (p.PolicyType !== 'Custom' && p.Tag === undefined) found.push(...allSystem().map((policy) => ({ ...policy, tags: {} })));
    const { rows, paging } = cutPage(ctx, found, ({ type, name }) => `${type}/${name}`, p);
    const Policy: unknown[] = [];
    for (const policy of rows) {
      const AttachmentCount = (yield* holdersOf(ctx.account, policy)).length;
      const Tags = shownTags(policy.tags);
      Policy.push({ ...policyOf(policy), ...createdOf(policy), ...updatedOf(policy), AttachmentCount, Tags });
    }
    return { reply: { ...paging, Policies: { Policy } }, effects: [] };
  },
});
