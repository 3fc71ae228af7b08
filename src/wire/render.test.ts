import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderError, renderReply } from '#wire/render.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>';
const reply = { RequestId: 'R', Regions: { Region: [{ RegionId: 'cn-a' }, { RegionId: 'cn-b' }] } };
const error = {
  RequestId: 'R',
  HostId: '127.0.0.1:8580',
  Code: 'InvalidX',
  Message: 'a <b>',
  Recommend: 'http://h/errors/InvalidX?a=1&b=2',
};

test('a reply in JSON', () => {
  assert.deepEqual(renderReply('JSON', 'DescribeRegions', reply), {
    type: 'application/json;charset=utf-8',
    text: '{"RequestId":"R","Regions":{"Region":[{"RegionId":"cn-a"},{"RegionId":"cn-b"}]}}',
  });
});

test('a reply in XML has the action in its root', () => {
  assert.deepEqual(renderReply('XML', 'DescribeRegions', reply), {
    type: 'text/xml;charset=utf-8',
    text: `${declaration}<DescribeRegionsResponse><RequestId>R</RequestId><Regions><Region><RegionId>cn-a</RegionId></Region><Region><RegionId>cn-b</RegionId></Region></Regions></DescribeRegionsResponse>`,
  });
});

test('an error in JSON', () => {
  assert.deepEqual(renderError('JSON', error), {
    type: 'application/json;charset=utf-8',
    text: '{"RequestId":"R","HostId":"127.0.0.1:8580","Code":"InvalidX","Message":"a <b>","Recommend":"http://h/errors/InvalidX?a=1&b=2"}',
  });
});

test('an error in XML has the root Error', () => {
  assert.deepEqual(renderError('XML', { ...error, AccessDeniedDetail: { AuthAction: 'ecs:X' } }), {
    type: 'text/xml;charset=utf-8',
    text: `${declaration}<Error><RequestId>R</RequestId><HostId>127.0.0.1:8580</HostId><Code>InvalidX</Code><Message>a &lt;b&gt;</Message><Recommend>http://h/errors/InvalidX?a=1&amp;b=2</Recommend><AccessDeniedDetail><AuthAction>ecs:X</AuthAction></AccessDeniedDetail></Error>`,
  });
});
