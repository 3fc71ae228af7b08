import { integer, text } from '#actions/fields.ts';
import type { InterfacePermissionHead } from '#domain/interface-head.ts';
import type { Loaded } from '#kit/deciding.ts';
import type { Returns } from '#kit/shape.ts';

/** What `permissionOf` gives. */
export const permissionFields: Returns = {
  NetworkInterfacePermissionId: text('The ID of the permission.', '弹性网卡权限 ID。'),
  NetworkInterfaceId: text('The interface.', '弹性网卡 ID。'),
  AccountId: integer('The account that is permitted.', '被授权的账号 ID。'),
  ServiceName: text('Always empty.', '云产品名称，始终为空。'),
  Permission: text('Always `InstanceAttach`.', '权限，固定为 `InstanceAttach`。'),
  PermissionState: text('Always `Granted`.', '权限状态，固定为 `Granted`。'),
};

/** A permission on an interface as replies show it. */
export const permissionOf = ({ key, head }: Pick<Loaded<InterfacePermissionHead>, 'key' | 'head'>): Readonly<Record<string, unknown>> => ({
  NetworkInterfacePermissionId: key.id,
  NetworkInterfaceId: head.interface,
  AccountId: Number(head.grantee),
  ServiceName: '',
  Permission: head.permission,
  PermissionState: 'Granted',
});

/** What examples show. */
export const permissionSample = {
  NetworkInterfacePermissionId: 'eni-perm-bp1cs4lwn56lfb0000',
  NetworkInterfaceId: 'eni-bp14v2sdd3v8htln0000',
  AccountId: 1234567890123456,
  ServiceName: '',
  Permission: 'InstanceAttach',
  PermissionState: 'Granted',
};
