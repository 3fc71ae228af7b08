/**
 * Where a description differs from the official SDK on purpose, and why. A line that no longer tells a difference fails the test, too.
 * Lines are those of `differencesOf` (tools/sdk-models.ts).
 */
/** Differences that any action may have. */
export const everywhere: readonly (readonly [line: RegExp, why: string])[] = [
  [
    /^parameter ([A-Za-z]+\[\]\.)?\w*OwnerId: string, not number$/,
    'An account ID is an identifier: it is compared and shown, never calculated with, so it stays the text that was sent.',
  ],
  [
    /^parameter (Resource)?Owner(Id|Account): not in the SDK$/,
    'All four are taken everywhere and ignored, as the API reference has them for most actions.',
  ],
  [
    /^parameter (UserName|GroupName|RoleName|PolicyName|PolicyType|PolicyDocument|AssumeRolePolicyDocument|VersionId|NewDescription|UserAccessKeyId|Status|ResourceType|ResourceNames\[\]|EncodedDiagnosticMessage): required$/,
    'The SDK of RAM marks no parameter as required; without these there is nothing to do.',
  ],
  [/^parameter Tag\[\]\.(key|value): not in the SDK$/, 'The older spelling, which the API reference lists and older clients send.'],
];

/** Differences of one action, by `Product Name`. */
export const byAction: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Ecs TagResources': {
    'parameter Tag[].Key: not required': 'A tag without a key has a code of its own, and the older spelling is read as well.',
    'parameter Tag[].Value: not required': 'A value may be empty, and an empty text is an absent one.',
  },
  'ResourceManager CreateResourceGroup': {
    'parameter RegionId: not in the SDK': 'The older Go SDK sends it with every request, and it says which region gets default resources.',
  },
  'ResourceManager ListResourceGroups': {
    'parameter RegionId: not in the SDK': 'The older Go SDK sends it with every request, and it says which region gets default resources.',
  },
  'Location DescribeEndpoints': {
    'parameter Id: required': 'No SDK marks any parameter of Location, and without a region there is nothing to answer.',
    'parameter ServiceCode: required': 'No SDK marks any parameter of Location, and without a product there is nothing to answer.',
  },
  'Vpc AssociateVpcCidrBlock': {
    'parameter RegionId: required': 'The API reference and the metadata of the CLI require it; the text in the SDK lacks the sentence.',
  },
};
