import { statfsSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { daysLeft } from './certificates.ts';
import type { House } from './house.ts';

const MIB = 2 ** 20;
/** Below this an office cannot make its daily copy. */
const LITTLE_DISK_MIB = 1024;
const FEW_DAYS = 14;
const RESOLUTION_MS = 20;

/** How an office is doing, for whoever watches over machines: figures, and nothing of what is in a workspace. */
export class Health {
  readonly #delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  readonly #house: House;
  readonly #certificate: () => string;

  constructor(house: House, certificate: () => string) {
    this.#house = house;
    this.#certificate = certificate;
    this.#delay.enable();
  }

  read(now: Date) {
    // The histogram holds what lies between two ticks of its own clock.
    const ms = (nanoseconds: number) =>
      Number.isFinite(nanoseconds) ? Math.max(0, Math.round(nanoseconds / 1e5) / 10 - RESOLUTION_MS) : 0;
    const services = this.#house.rooms.map(({ service }) => service);
    const free = services.map(({ workspace }) => {
      const { bavail, bsize } = statfsSync(workspace.directory);
      return Math.floor((bavail * bsize) / MIB);
    });
    const disk = { freeMib: Math.min(...free) };
    const certificate = { days: daysLeft(this.#certificate(), now) };
    return {
      ok: disk.freeMib >= LITTLE_DISK_MIB && certificate.days >= FEW_DAYS,
      workspaces: services.length,
      queue: services.reduce((sum, { queued }) => sum + queued, 0),
      loopDelayMs: { mean: ms(this.#delay.mean), p99: ms(this.#delay.percentile(99)) },
      disk,
      certificate,
    };
  }

  close(): void {
    this.#delay.disable();
  }
}
