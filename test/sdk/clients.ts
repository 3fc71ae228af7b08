import { Agent } from 'node:https';
import Bss from '@alicloud/bssopenapi20171214';
import Ecs from '@alicloud/ecs20140526';
import { $OpenApiUtil } from '@alicloud/openapi-core';
import Core from '@alicloud/pop-core';
import Ram from '@alicloud/ram20150501';
import ResourceManager from '@alicloud/resourcemanager20200331';
import Sts from '@alicloud/sts20150401';
import Vpc from '@alicloud/vpc20160428';
import type { Started } from '../cli/sallyport.ts';

/** Official SDKs pointed at a server of ours, as docs/clients.md says. */
export type Protocol = 'http' | 'https';
type Place = Pick<Started, 'endpoint' | 'credentials' | 'ca'>;

function configOf({ endpoint, credentials, ca }: Place, protocol: Protocol) {
  const { accessKeyId, accessKeySecret } = credentials;
  return new $OpenApiUtil.Config({
    accessKeyId,
    accessKeySecret,
    endpoint,
    protocol,
    regionId: 'cn-hangzhou',
    ...(protocol === 'https' && { ca }),
  });
}

/** Signs with ACS3. The package is CommonJS: its class is `default` of what an ES module imports. */
export const makeEcs = (place: Place, protocol: Protocol) => new Ecs.default(configOf(place, protocol));
export const makeVpc = (place: Place, protocol: Protocol) => new Vpc.default(configOf(place, protocol));
export const makeBss = (place: Place, protocol: Protocol) => new Bss.default(configOf(place, protocol));
export const makeRam = (place: Place, protocol: Protocol) => new Ram.default(configOf(place, protocol));
export const makeSts = (place: Place, protocol: Protocol) => new Sts.default(configOf(place, protocol));
export const makeResourceManager = (place: Place, protocol: Protocol) => new ResourceManager.default(configOf(place, protocol));

/** Signs with V1. Each request says whether it is GET or POST. */
export function makeCore({ endpoint, credentials, ca }: Place, protocol: Protocol, apiVersion = '2014-05-26'): Core {
  const { accessKeyId, accessKeySecret } = credentials;
  const opts = protocol === 'https' ? { agent: new Agent({ ca, keepAlive: true }) } : {};
  return new Core({ accessKeyId, accessKeySecret, endpoint: `${protocol}://${endpoint}`, apiVersion, opts });
}

/** Bodies as they came, before the SDK casts them into its models, newest last. */
export function bodiesOf(client: Pick<Vpc.default, 'callApi'>): readonly Readonly<Record<string, unknown>>[] {
  const bodies: Readonly<Record<string, unknown>>[] = [];
  const { callApi } = client;
  client.callApi = async (...words) => {
    const answer = await callApi.apply(client, words);
    bodies.push(answer.body);
    return answer;
  };
  return bodies;
}
