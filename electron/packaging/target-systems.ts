/** A system that the program is packed for, as Node names it. */
export interface Target {
  readonly platform: 'linux' | 'win32';
  readonly arch: 'x64' | 'arm64';
}

export const targets: readonly Target[] = [
  { platform: 'linux', arch: 'x64' },
  { platform: 'linux', arch: 'arm64' },
  { platform: 'win32', arch: 'x64' },
  { platform: 'win32', arch: 'arm64' },
];

export const nameOf = ({ platform, arch }: Target): string => `${platform}-${arch}`;

/** The drawing library keeps its native part in a package for each system. */
export const drawingPackage = ({ platform, arch }: Target): string =>
  `@napi-rs/canvas-${platform}-${arch}-${platform === 'win32' ? 'msvc' : 'gnu'}`;
