import type { Text } from '#kit/text.ts';

/** `name` is the LocalName of DescribeRegions. */
export type Region = { readonly id: string; readonly name: Text };

const region = (id: string, en: string, zh: string): Region => ({ id, name: { en, zh } });

/**
 * The public regions that are open, in the order in which Alibaba Cloud lists them (ECS API reference, DescribeRegions; ECS user guide,
 * regions and zones). Requests may name others: any well-formed name is a region of its own (docs/decisions/0001 16).
 */
export const regions: readonly Region[] = [
  region('cn-qingdao', 'China (Qingdao)', '华北1（青岛）'),
  region('cn-beijing', 'China (Beijing)', '华北2（北京）'),
  region('cn-zhangjiakou', 'China (Zhangjiakou)', '华北3（张家口）'),
  region('cn-huhehaote', 'China (Hohhot)', '华北5（呼和浩特）'),
  region('cn-wulanchabu', 'China (Ulanqab)', '华北6（乌兰察布）'),
  region('cn-hangzhou', 'China (Hangzhou)', '华东1（杭州）'),
  region('cn-shanghai', 'China (Shanghai)', '华东2（上海）'),
  region('cn-shenzhen', 'China (Shenzhen)', '华南1（深圳）'),
  region('cn-heyuan', 'China (Heyuan)', '华南2（河源）'),
  region('cn-guangzhou', 'China (Guangzhou)', '华南3（广州）'),
  region('cn-chengdu', 'China (Chengdu)', '西南1（成都）'),
  region('cn-zhongwei', 'China (Zhongwei)', '西北2（中卫）'),
  region('cn-wuhan-lr', 'China (Wuhan - Local Region)', '华中1（武汉-本地地域）'),
  region('cn-hongkong', 'China (Hong Kong)', '中国（香港）'),
  region('ap-northeast-1', 'Japan (Tokyo)', '日本（东京）'),
  region('ap-northeast-2', 'South Korea (Seoul)', '韩国（首尔）'),
  region('ap-southeast-1', 'Singapore', '新加坡'),
  region('ap-southeast-3', 'Malaysia (Kuala Lumpur)', '马来西亚（吉隆坡）'),
  region('ap-southeast-8', 'Malaysia (Johor)', '马来西亚（柔佛州）'),
  region('ap-southeast-5', 'Indonesia (Jakarta)', '印度尼西亚（雅加达）'),
  region('ap-southeast-6', 'Philippines (Manila)', '菲律宾（马尼拉）'),
  region('ap-southeast-7', 'Thailand (Bangkok)', '泰国（曼谷）'),
  region('us-east-1', 'US (Virginia)', '美国（弗吉尼亚）'),
  region('us-west-1', 'US (Silicon Valley)', '美国（硅谷）'),
  region('na-south-1', 'Mexico', '墨西哥'),
  region('eu-west-1', 'UK (London)', '英国（伦敦）'),
  region('eu-west-2', 'France (Paris)', '法国（巴黎）'),
  region('eu-central-1', 'Germany (Frankfurt)', '德国（法兰克福）'),
  region('me-east-1', 'UAE (Dubai)', '阿联酋（迪拜）'),
  region('me-central-1', 'SAU (Riyadh - Partner Region)', '沙特（利雅得）- 合作伙伴运营'),
];

const letters = ['b', 'g', 'h'];

/** The zones of any region, the first being where defaults go: cn-hangzhou-b, and ap-southeast-1b where the region ends in a digit. */
export function zonesOf(regionId: string): readonly string[] {
  const joint = /\d$/.test(regionId) ? '' : '-';
  return letters.map((letter) => `${regionId}${joint}${letter}`);
}

/** A zone as DescribeZones names it: the city of its region, or a region that nobody listed as it is, and its letter. */
export function zoneNameOf(regionId: string, zone: string): Text {
  const known = regions.find(({ id }) => id === regionId)?.name ?? { en: regionId, zh: regionId };
  const city = (name: string): string => /[(（](.*?)[)）]/.exec(name)?.[1] ?? name;
  const letter = zone.slice(-1).toUpperCase();
  return { en: `${city(known.en)} Zone ${letter}`, zh: `${city(known.zh)} 可用区${letter}` };
}
