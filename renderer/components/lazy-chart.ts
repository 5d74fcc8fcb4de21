import { lazy } from 'react';

// The drawing library is large: figures are there before it.
export const Chart = lazy(async () => ({ default: (await import('./chart.tsx')).Chart }));
