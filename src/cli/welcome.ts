import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Running } from '#server/serve.ts';

/** `host` and `port` as an URL has them. */
const authorityOf = (host: string, port: number): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;

/** Where a client on this machine finds the server: nobody can connect to "any address". */
function dialled({ host, port }: Running): string {
  return authorityOf(host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host, port);
}

/** What a person sees once the server listens: at the first start the key, and lines to paste; afterwards where it listens and where the key is. */
export function welcome(running: Running, { region, data }: { readonly region: string; readonly data: string }): string {
  const { host, port, credentials, isNew, caFile, bundleFile } = running;
  const endpoint = dialled(running);
  const listens = `Sallyport listens on http://${authorityOf(host, port)} and https://${authorityOf(host, port)}`;
  const credentialsFile = resolve(data, 'credentials.json');
  if (!isNew) return existsSync(credentialsFile) ? `${listens}\nThe access key is in ${credentialsFile}` : listens;
  const { accountId, accessKeyId, accessKeySecret } = credentials;
  const trust = caFile ? `\n  export SSL_CERT_FILE='${bundleFile}' NODE_EXTRA_CA_CERTS='${caFile}'` : '';
  return `${listens}

account            ${accountId}
access key id      ${accessKeyId}
access key secret  ${accessKeySecret}
kept in            ${credentialsFile} (the secret is printed this once)${caFile ? `\nCA for HTTPS       ${caFile}` : ''}

In a shell, for what follows:
  export ALIBABA_CLOUD_ACCESS_KEY_ID='${accessKeyId}' ALIBABA_CLOUD_ACCESS_KEY_SECRET='${accessKeySecret}'${trust}

TypeScript (@alicloud/ecs20140526)
  const config = new $OpenApiUtil.Config({
    endpoint: '${endpoint}', protocol: 'http', regionId: '${region}',
    accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID, accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
  });
Python (alibabacloud_ecs20140526)
  config = Config(endpoint='${endpoint}', protocol='http', region_id='${region}',
                  access_key_id=os.environ['ALIBABA_CLOUD_ACCESS_KEY_ID'], access_key_secret=os.environ['ALIBABA_CLOUD_ACCESS_KEY_SECRET'])
Go (github.com/alibabacloud-go/ecs-20140526)
  config.SetEndpoint("${endpoint}").SetProtocol("http").SetRegionId("${region}")
  config.SetAccessKeyId(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID")).SetAccessKeySecret(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET"))
aliyun CLI
  aliyun ecs DescribeSecurityGroups --endpoint ${endpoint} --insecure --region ${region}
Terraform (with SSL_CERT_FILE as above: it deletes rules over HTTPS whatever the protocol)
  provider "alicloud" {
    region                 = "${region}"
    protocol               = "HTTP"
    account_type           = "Domestic"
    skip_region_validation = true
    endpoints {
      ecs      = "${endpoint}"
      vpc      = "${endpoint}"
      ram      = "${endpoint}"
      sts      = "${endpoint}"
      location = "${endpoint}"
    }
  }`;
}

/** The same in one line for programs; the secret only where `welcome` prints it. */
export function welcomeJson(running: Running): string {
  const { credentials, credentialsFile, isNew, caFile, bundleFile } = running;
  const { accessKeySecret, ...known } = credentials;
  const endpoint = dialled(running);
  return JSON.stringify({
    endpoint,
    http: `http://${endpoint}`,
    https: `https://${endpoint}`,
    ...known,
    ...(isNew && { accessKeySecret, credentialsFile: credentialsFile && resolve(credentialsFile) }),
    caFile,
    bundleFile,
  });
}
