import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base64Size, batchNames, deleteFault, isHostName, mayTurn, serialOf, started, stopped } from '#domain/instance.ts';
import type { InstanceHead } from '#domain/instance-head.ts';

const linux = 'aliyun_3_x64_20G_alibase_20250117.vhd';
const windows = 'win2022_21H2_x64_dtc_zh-cn_40G_alibase_20250116.vhd';
const head = (over: Partial<InstanceHead>) => ({ status: 'Running', chargeType: 'PostPaid', expires: 0, ...over }) as InstanceHead;

const hosts: readonly (readonly [title: string, name: string, image: string, expected: boolean])[] = [
  ['two characters', 'k8', linux, true],
  ['one character', 'k', linux, false],
  ['dots and dashes inside', 'a.b-c', linux, true],
  ['a dash first', '-a', linux, false],
  ['a dot last', 'ab.', linux, false],
  ['two in a row', 'a..b', linux, false],
  ['64 characters', 'a'.repeat(64), linux, true],
  ['65 characters', 'a'.repeat(65), linux, false],
  ['15 characters on Windows', 'a'.repeat(15), windows, true],
  ['16 characters on Windows', 'a'.repeat(16), windows, false],
  ['a dot on Windows', 'a.b', windows, false],
  ['digits alone on Windows', '123', windows, false],
  ['digits alone on Linux', '123', linux, true],
];
for (const [title, name, image, expected] of hosts) test(`host names: ${title}`, () => assert.equal(isHostName(name, image), expected));

const names: readonly (readonly [title: string, name: string, count: number, suffix: boolean, expected: readonly string[] | undefined])[] =
  [
    ['the same for all', 'web', 2, false, ['web', 'web']],
    ['none stays none', '', 2, true, ['', '']],
    ['a suffix for each', 'web', 2, true, ['web001', 'web002']],
    ['no suffix for one alone', 'web', 1, true, ['web']],
    ['a pattern counts up', 'web[9,4]-a', 2, false, ['web0009-a', 'web0010-a']],
    ['a pattern beats the suffix', 'web[1,1]', 2, true, ['web1', 'web2']],
    ['no first number is 0, no digits are three', 'web[,]', 2, false, ['web000', 'web001']],
    ['digits run over where the number needs more', 'web[99,2]', 2, false, ['web99', 'web100']],
    ['up to 999999', 'web[999999,6]', 1, false, ['web999999']],
    ['and no further', 'web[999999,6]', 2, false, undefined],
    ['at most six digits', 'web[1,7]', 1, false, undefined],
  ];
for (const [title, name, count, suffix, expected] of names)
  test(`names of several: ${title}`, () => assert.deepEqual(batchNames(name, count, suffix), expected));

const sizes: readonly (readonly [text: string, expected: number | undefined])[] = [
  ['', 0],
  ['YQ==', 1],
  ['YWI=', 2],
  ['YWJj', 3],
  ['YWJ', undefined],
  ['Y*==', undefined],
  ['YQ==YQ==', undefined],
];
for (const [text, expected] of sizes) test(`base64 of ${text || 'nothing'}`, () => assert.equal(base64Size(text), expected));

test('only a stopped instance starts, and only a running one stops', () => {
  assert.deepEqual([mayTurn(head({}), 'start'), mayTurn(head({}), 'stop')], [false, true]);
  assert.deepEqual([mayTurn(head({ status: 'Stopped' }), 'start'), mayTurn(head({ status: 'Stopped' }), 'stop')], [true, false]);
  assert.deepEqual(
    [stopped(head({}), 'StopCharging').stoppedMode, stopped(head({ chargeType: 'PrePaid' }), 'StopCharging').stoppedMode],
    ['StopCharging', 'KeepCharging'],
  );
  const again = started(head({ status: 'Stopped', stoppedMode: 'StopCharging' }), 7);
  assert.deepEqual([again.status, again.stoppedMode, again.started], ['Running', '', 7]);
});

const how = { force: false, subscriptions: false, now: 100 };
const deletes: readonly (readonly [title: string, over: Partial<InstanceHead>, how: typeof how, expected: string | undefined])[] = [
  ['a stopped one', { status: 'Stopped' }, how, undefined],
  ['a running one', {}, how, 'running'],
  ['a running one by force', {}, { ...how, force: true }, undefined],
  ['a protected one, even by force', { deletionProtection: true }, { ...how, force: true }, 'protected'],
  ['a subscription', { status: 'Stopped', chargeType: 'PrePaid', expires: 101 }, { ...how, subscriptions: true }, 'subscription'],
  ['a subscription that has ended', { status: 'Stopped', chargeType: 'PrePaid', expires: 100 }, { ...how, subscriptions: true }, undefined],
  ['the same, not asked for', { status: 'Stopped', chargeType: 'PrePaid', expires: 100 }, how, 'subscription'],
];
for (const [title, over, asked, expected] of deletes)
  test(`deleting: ${title}`, () => assert.equal(deleteFault(head({ deletionProtection: false, ...over }), asked), expected));

test('a serial number is a UUID, the same for the same id', () => {
  assert.match(serialOf('i-1'), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.equal(serialOf('i-1'), serialOf('i-1'));
  assert.notEqual(serialOf('i-1'), serialOf('i-2'));
});
