import { resolve } from 'node:path';
import type { Running } from '#server/serve.ts';

/** What a person sees once the server listens: at the first start the key, and lines to paste; afterwards where it listens. */
export function welcome({ host, port, credentials, credentialsFile, isNew, caFile, bundleFile }: Running): string {
  const endpoint = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const lines = [`Sallyport listens on http://${endpoint} and https://${endpoint}`];
  if (!isNew) return lines.join('\n');
  const { accountId, accessKeyId, accessKeySecret } = credentials;
  lines.push(
    '',
    `account            ${accountId}`,
    `access key id      ${accessKeyId}`,
    `access key secret  ${accessKeySecret}`,
    `kept in            ${credentialsFile && resolve(credentialsFile)} (this is the only time they are printed)`,
  );
  if (caFile) lines.push(`CA for HTTPS       ${caFile}`);
  lines.push(
    '',
    'In a shell, for the lines below:',
    `  export ALIBABA_CLOUD_ACCESS_KEY_ID=${accessKeyId} ALIBABA_CLOUD_ACCESS_KEY_SECRET=${accessKeySecret}`,
  );
  if (bundleFile) lines.push(`  export SSL_CERT_FILE=${bundleFile} NODE_EXTRA_CA_CERTS=${caFile}`);
  lines.push(
    '',
    'TypeScript   new Ecs(new Config({ accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID, accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,',
    `               endpoint: '${endpoint}', protocol: 'http', regionId: 'cn-hangzhou' }))`,
    `Python       Config(access_key_id=os.environ['ALIBABA_CLOUD_ACCESS_KEY_ID'], access_key_secret=os.environ['ALIBABA_CLOUD_ACCESS_KEY_SECRET'],`,
    `               endpoint='${endpoint}', protocol='http', region_id='cn-hangzhou')`,
    `Go           config.SetEndpoint("${endpoint}").SetProtocol("http").SetRegionId("cn-hangzhou")`,
    `aliyun CLI   aliyun ecs DescribeSecurityGroups --endpoint ${endpoint} --insecure --region cn-hangzhou`,
    `Terraform    provider "alicloud" { region = "cn-hangzhou"  protocol = "HTTP"  skip_region_validation = true  account_type = "Domestic"`,
    `               endpoints { ecs = "${endpoint}"  vpc = "${endpoint}"  ram = "${endpoint}"  sts = "${endpoint}"  location = "${endpoint}" } }`,
  );
  return lines.join('\n');
}
