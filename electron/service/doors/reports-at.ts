import type { DistrictReports } from '../db/postgres/reporting/read-reports.ts';

/** The reporting database above districts, where one is named. Errors: POSTGRES_ADDRESS. */
export async function reportsAt(address: string | null): Promise<DistrictReports | undefined> {
  if (address === null) return undefined;
  // Most who serve a workspace never need the driver.
  const { DistrictReports } = await import('../db/postgres/reporting/read-reports.ts');
  return new DistrictReports(address);
}
