/** Public images as data, as DescribeImages shows them. Nothing boots from them: an instance only remembers which one it was made of. */
export type Image = {
  readonly id: string;
  readonly family: string;
  readonly osName: string;
  readonly osNameEn: string;
  readonly osType: 'linux' | 'windows';
  /** Such as `Aliyun`, `Ubuntu`, `Windows Server 2022`. */
  readonly platform: string;
  readonly architecture: 'x86_64' | 'arm64';
  /** GiB: no system disk may be smaller. */
  readonly size: number;
  readonly bootMode: 'BIOS' | 'UEFI' | 'UEFI-Preferred';
  readonly nvme: 'supported' | 'unsupported';
  /** Milliseconds since the epoch, UTC. */
  readonly created: number;
};

type Given = Partial<Pick<Image, 'architecture' | 'size' | 'bootMode' | 'osType' | 'osName' | 'osNameEn'>>;

/** `name` is the operating system with its version; its day is the last part of the id. */
function image(id: string, family: string, platform: string, name: string, more: Given = {}): Image {
  const { architecture = 'x86_64', size = 20, bootMode = 'UEFI-Preferred', osType = 'linux' } = more;
  const [, year, month, day] = /_(\d{4})(\d\d)(\d\d)\.vhd$/.exec(id)!;
  const arm = architecture === 'arm64';
  return {
    id,
    family: `acs:${family}`,
    osName: `${name} 64位${arm ? ' ARM版' : ''}`,
    osNameEn: `${name} 64 bit${arm ? ' ARM Edition' : ''}`,
    osType,
    platform,
    architecture,
    size,
    bootMode,
    nvme: 'supported',
    created: Date.UTC(Number(year), Number(month) - 1, Number(day)),
    ...more,
  };
}

/** The image's day and format stand in its id, so that the lists of other regions are the same. */
export const images: readonly Image[] = [
  image('aliyun_3_x64_20G_alibase_20250117.vhd', 'alibaba_cloud_linux_3_2104_lts_x64', 'Aliyun', 'Alibaba Cloud Linux  3.2104 LTS'),
  image('aliyun_3_arm64_20G_alibase_20250117.vhd', 'alibaba_cloud_linux_3_2104_lts_arm64', 'Aliyun', 'Alibaba Cloud Linux  3.2104 LTS', {
    architecture: 'arm64',
    bootMode: 'UEFI',
  }),
  image('aliyun_2_1903_x64_20G_alibase_20241220.vhd', 'alibaba_cloud_linux_2_1903_lts_x64', 'Aliyun', 'Alibaba Cloud Linux  2.1903 LTS', {
    bootMode: 'BIOS',
  }),
  image('ubuntu_24_04_x64_20G_alibase_20250113.vhd', 'ubuntu_24_04_x64', 'Ubuntu', 'Ubuntu  24.04'),
  image('ubuntu_22_04_x64_20G_alibase_20250113.vhd', 'ubuntu_22_04_x64', 'Ubuntu', 'Ubuntu  22.04'),
  image('ubuntu_20_04_x64_20G_alibase_20250113.vhd', 'ubuntu_20_04_x64', 'Ubuntu', 'Ubuntu  20.04', { bootMode: 'BIOS' }),
  image('debian_12_8_x64_20G_alibase_20250113.vhd', 'debian_12_8_x64', 'Debian', 'Debian  12.8'),
  image('centos_7_9_x64_20G_alibase_20240628.vhd', 'centos_7_9_x64', 'CentOS', 'CentOS  7.9', { bootMode: 'BIOS' }),
  image('rockylinux_9_5_x64_20G_alibase_20250116.vhd', 'rockylinux_9_5_x64', 'Rocky Linux', 'Rocky Linux  9.5'),
  image(
    'win2022_21H2_x64_dtc_zh-cn_40G_alibase_20250116.vhd',
    'windows_server_2022_datacenter_x64',
    'Windows Server 2022',
    'Windows Server  2022',
    {
      osType: 'windows',
      size: 40,
      osName: 'Windows Server  2022 数据中心版 64位中文版',
      osNameEn: 'Windows Server  2022 Datacenter Edition 64bit Chinese Edition',
    },
  ),
];

const byId = new Map(images.map((one) => [one.id, one]));

/** The image of that id. */
export const imageOf = (id: string): Image | undefined => byId.get(id);
